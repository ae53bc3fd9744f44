import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { OutputError } from '../../lib/output/output-error';
import { publish } from '../../lib/output/write';

const earlier = new Map([
  ['README.md', 'earlier\n'],
  ['mastodon/web/deployment.yaml', 'kind: Deployment\n'],
  ['mastodon/streaming/deployment.yaml', 'kind: Deployment\n'],
]);
const later = new Map([
  ['README.md', 'later\n'],
  ['mastodon/web/deployment.yaml', 'kind: Deployment\n'],
  ['inventory.json', '{}\n'],
]);

let parent: string;
let site: string;

beforeEach(() => {
  parent = fs.mkdtempSync(join(tmpdir(), 'mammut-'));
  site = join(parent, 'home');
});

afterEach(() => {
  jest.restoreAllMocks();
  fs.rmSync(parent, { recursive: true });
});

function contents(folder: string): Map<string, string> {
  const entries = fs.readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(
    entries.map((entry) => {
      const file = join(entry.parentPath, entry.name);
      return [file.slice(folder.length + 1), fs.readFileSync(file, 'utf8')];
    }),
  );
}

describe('publish', () => {
  test('writes a first output, its parents included', () => {
    const deep = join(parent, 'a/b/home');
    expect(publish(deep, earlier)).toBe('written');
    expect(contents(deep)).toEqual(earlier);
    expect(fs.readdirSync(dirname(deep))).toEqual(['home']);
  });

  test('a folder that another thread makes at the same moment is as good as its own', () => {
    const original = fs.mkdirSync;
    const spy = jest.spyOn(fs, 'mkdirSync').mockImplementation(((folder: string) => {
      if (basename(folder) === 'dist') original(folder);
      return original(folder, { recursive: basename(folder) !== 'dist' });
    }) as never);
    expect(publish(join(parent, 'dist', 'home'), earlier)).toBe('written');
    expect(spy).toHaveBeenCalledWith(join(parent, 'dist'));
  });

  test('touches nothing when every byte is the same', () => {
    publish(site, earlier);
    const { ino, mtimeMs, ctimeMs } = fs.statSync(site);
    const changes = ['mkdirSync', 'renameSync', 'writeFileSync'] as const;
    const spies = changes.map((name) => jest.spyOn(fs, name));
    expect(publish(site, new Map([...earlier].reverse()))).toBe('unchanged');
    for (const spy of spies) expect(spy).not.toHaveBeenCalled();
    expect(fs.statSync(site)).toMatchObject({ ino, mtimeMs, ctimeMs });
  });

  test.each([
    ['a file has other bytes', new Map([...earlier, ['README.md', 'EARLIER\n']])],
    ['a file is new', new Map([...earlier, ['b', '']])],
    ['a file is gone', new Map([...earlier].slice(1))],
    ['a file became a folder', new Map([...[...earlier].slice(1), ['README.md/a', '']])],
    ['nothing is left', new Map()],
  ])('makes the folder hold exactly the files when %s', (_, files) => {
    publish(site, earlier);
    expect(publish(site, files)).toBe('written');
    expect(contents(site)).toEqual(files);
    expect(fs.readdirSync(parent)).toEqual(['home']);
  });

  test.each([
    ['an empty folder', () => fs.mkdirSync(join(site, 'empty'))],
    ['a link in place of a file', () => replaceByLink('README.md')],
    ['a link in place of a folder', () => replaceByLink('mastodon')],
  ])('removes %s from the output, and follows no link', (_, spoil) => {
    publish(site, earlier);
    spoil();
    expect(publish(site, earlier)).toBe('written');
    expect(contents(site)).toEqual(earlier);
    expect(fs.lstatSync(join(site, 'README.md')).isFile()).toBe(true);
    expect(fs.lstatSync(join(site, 'mastodon')).isDirectory()).toBe(true);
    expect(publish(site, earlier)).toBe('unchanged');
  });

  function replaceByLink(path: string) {
    const elsewhere = join(parent, 'elsewhere');
    fs.renameSync(join(site, path), elsewhere);
    fs.symlinkSync(elsewhere, join(site, path));
  }

  test.each(['../a', 'a/../../b', '/etc/a', 'a//b', './a', 'a/.', 'a/', '', '.', 'a\\b', 'a\0b'])(
    'refuses the path %j and writes nothing',
    (path) => {
      expect(() => publish(site, new Map([[path, '']]))).toThrow(OutputError);
      expect(fs.readdirSync(parent)).toEqual([]);
    },
  );

  test('refuses a path below another file', () => {
    const files = new Map([
      ['a', ''],
      ['a/b/c', ''],
    ]);
    expect(() => publish(site, files)).toThrow("a can't be a file and the folder of a/b/c");
  });
});

describe('what is in the way is refused and left alone', () => {
  test('a file in place of the folder', () => {
    fs.writeFileSync(site, 'mine');
    expect(() => publish(site, later)).toThrow(`${site} is a file, not a folder: move it away`);
    expect(fs.readFileSync(site, 'utf8')).toBe('mine');
  });

  test('a link in place of the folder', () => {
    const target = join(parent, 'target');
    publish(target, earlier);
    fs.symlinkSync(target, site);
    expect(() => publish(site, later)).toThrow(`${site} is a symbolic link, not a folder: move it away`);
    expect(contents(target)).toEqual(earlier);
  });

  test('a file in place of the folder above', () => {
    fs.writeFileSync(join(parent, 'dist'), '');
    const inside = join(parent, 'dist/home');
    expect(() => publish(inside, later)).toThrow(OutputError);
    expect(() => publish(inside, later)).toThrow(/^cannot write .*dist.*: part of the path is a file: move it away/);
  });
});

describe('a failure leaves the earlier output whole', () => {
  const cases = (['mkdirSync', 'writeFileSync', 'renameSync'] as const).flatMap((name) =>
    ['ENOSPC', 'EROFS', 'EACCES', 'EIO'].map((code) => ({ name, code })),
  );

  test.each(cases)('$code at any $name', ({ name, code }) => {
    publish(site, earlier);
    const calls = failAt(name, 0, code)();
    expect(calls).toBeGreaterThan(0);
    for (let at = 1; at <= calls; at++) {
      const restore = failAt(name, at, code);
      expect(() => publish(site, later)).toThrow(OutputError);
      restore();
      expect(contents(site)).toEqual(earlier);
      expect(fs.readdirSync(parent)).toEqual(['home']);
    }
  });

  /** Fails one call only, counted from 1; with 0 counts the calls of a whole run that leads to `later` and back. */
  function failAt(name: 'mkdirSync' | 'writeFileSync' | 'renameSync', at: number, code: string): () => number {
    const original = fs[name] as (...args: unknown[]) => unknown;
    let calls = 0;
    const spy = jest.spyOn(fs, name).mockImplementation(((...args: unknown[]) => {
      calls += 1;
      if (calls === at) throw Object.assign(new Error(`${code}: simulated`), { code, path: String(args[0]) });
      return original(...args);
    }) as never);
    if (at === 0) publish(site, later);
    const count = calls;
    if (at === 0) {
      spy.mockRestore();
      publish(site, earlier);
    }
    return () => {
      spy.mockRestore();
      return count;
    };
  }
});

describe('a power cut at any step', () => {
  const steps = ['mkdirSync', 'writeFileSync', 'renameSync', 'rmSync'] as const;

  /** From step `at` on nothing reaches the disk any more, as if the machine were off. */
  function cutAt(at: number): number {
    let calls = 0;
    const spies = steps.map((name) => {
      const original = fs[name] as (...args: unknown[]) => unknown;
      return jest.spyOn(fs, name).mockImplementation(((...args: unknown[]) => {
        calls += 1;
        if (calls >= at) throw new Error('off');
        return original(...args);
      }) as never);
    });
    try {
      publish(site, later);
    } catch {
      // Nobody is there to see it.
    }
    for (const spy of spies) spy.mockRestore();
    return calls;
  }

  test('is repaired by the next run', () => {
    publish(site, earlier);
    const total = cutAt(Number.POSITIVE_INFINITY);
    expect(contents(site)).toEqual(later);
    expect(total).toBeGreaterThan(6);
    for (let at = 1; at <= total; at++) {
      fs.rmSync(parent, { recursive: true });
      publish(site, earlier);
      cutAt(at);
      const left = fs.existsSync(site) ? site : join(parent, '.home.old');
      expect([earlier, later]).toContainEqual(contents(left));
      publish(site, later);
      expect(contents(site)).toEqual(later);
      expect(fs.readdirSync(parent)).toEqual([basename(site)]);
    }
  });

  test('between the two renames: the earlier output is back although the next run fails', () => {
    publish(join(parent, '.home.old'), earlier);
    publish(join(parent, '.home.new'), later);
    expect(fs.readdirSync(parent).sort()).toEqual(['.home.new', '.home.old']);
    jest.spyOn(fs, 'writeFileSync').mockImplementation(() => {
      throw Object.assign(new Error('ENOSPC: simulated'), { code: 'ENOSPC' });
    });
    expect(() => publish(site, later)).toThrow('no space left on the disk: free some and run again');
    expect(contents(site)).toEqual(earlier);
    expect(fs.readdirSync(parent)).toEqual(['home']);
  });

  test('before the old one was deleted: nothing is written again', () => {
    publish(join(parent, '.home.old'), earlier);
    publish(site, later);
    fs.mkdirSync(join(parent, '.home.old'));
    expect(publish(site, later)).toBe('unchanged');
    expect(fs.readdirSync(parent)).toEqual(['home']);
  });
});
