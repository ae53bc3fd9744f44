import { backends } from '../../lib/audit/backends';
import { services } from '../../lib/audit/services';
import { deployment, object, type Part, provides, says } from './small';

const service = (ports: Part, spec: Part = {}, metadata: Part = {}) =>
  object('Service', 'web', { metadata, spec: { selector: { app: 'web' }, ports, ...spec } });
const elsewhere = { namespace: 'elsewhere' };

describe('audit/services', () => {
  const pod = (...ports: Part[]) => ({ containers: [{ name: 'proxy' }, { name: 'web', ports }] });
  const web = (...ports: Part[]) => deployment('web', pod(...ports));
  const said = (message: string) => [`Service web: ${message}`];
  const http = { name: 'http', containerPort: 3000 };
  const leads = (port: string | number, to: string | number) =>
    said(`port ${port} leads to ${to}, which no container of the selected pods has`);

  test.each<[what: string, ports: Part, says: string[]]>([
    ['by its name', [{ port: 80, targetPort: 'http' }], []],
    ['by its number', [{ port: 80, targetPort: 3000 }], []],
    ['by itself', [{ port: 3000 }], []],
    ['by another name', [{ name: 'web', port: 80, targetPort: 'https' }], leads('web', 'https')],
    ['by another number', [{ port: 80, targetPort: 4000 }], leads(80, 4000)],
    ['by another one itself', [{ port: 80 }], leads(80, 80)],
    ['by none', undefined, []],
  ])('a port is reached %s', (_what, ports, expected) => {
    expect(says(services, [service(ports), web({ containerPort: 9000 }, http)])).toEqual(expected);
  });

  test('every selected pod has the port', () => {
    const other = deployment('web', pod());
    expect(says(services, [service([{ port: 3000 }]), web(http), other])).toEqual(leads(3000, 3000));
    expect(says(services, [service([{ port: 3000 }]), deployment('web', {})])).toEqual(leads(3000, 3000));
  });

  test('a selector finds pods of its namespace', () => {
    const found = said('selects no rendered pod: {"app":"web"}');
    expect(says(services, [service([])])).toEqual(found);
    expect(says(services, [service([]), deployment('web', {}, {}, elsewhere)])).toEqual(found);
    expect(says(services, [service([], { selector: undefined }), web(http)])).toEqual(
      said('selects no rendered pod: undefined'),
    );
    expect(says(services, [service([], { type: 'ExternalName' })])).toEqual([]);
  });

  test('CloudNativePG makes pods in our namespace, and only there', () => {
    const cluster = { selector: { 'cnpg.io/cluster': 'database' } };
    expect(says(services, [service([{ port: 5432 }], cluster)])).toEqual([]);
    expect(says(services, [service([], cluster, elsewhere)])).toHaveLength(1);
  });

  test('a connection names pods of others', () => {
    const peer = (namespace: string, labels: Part) => ({
      connections: [{ from: { kind: 'outside' }, to: { kind: 'pods', namespace, labels } }],
    });
    const count = (given: Part) => says(services, [service([{ port: 1 }], {}, elsewhere)], given).length;
    expect(count(peer('elsewhere', { app: 'web' }))).toBe(0);
    expect(count(peer('elsewhere', { app: 'other' }))).toBe(1);
    expect(count(peer('third', { app: 'web' }))).toBe(1);
    expect(
      count({
        connections: [
          { from: { kind: 'addresses', namespace: 'elsewhere', labels: { app: 'web' } }, to: { kind: 'outside' } },
        ],
      }),
    ).toBe(1);
  });

  test('in our own namespace a connection makes no pods', () => {
    const given = {
      connections: [{ from: { kind: 'outside' }, to: { kind: 'pods', namespace: 'mastodon', labels: { app: 'web' } } }],
    };
    expect(says(services, [service([])], given)).toHaveLength(1);
  });
});

describe('audit/backends', () => {
  const ingress = (...ports: Part[]) =>
    object('Ingress', 'entry', {
      spec: {
        rules: [
          { host: 'a' },
          { http: { paths: ports.map((port) => ({ backend: { service: { name: 'web', port } } })) } },
        ],
      },
    });
  const route = (rules: Part) => object('HTTPRoute', 'entry', { spec: { rules } });
  const ports = [
    { name: 'metrics', port: 9 },
    { name: 'http', port: 3000 },
  ];
  const none = ['leads to Service web, which is neither rendered nor made by a named chart'];
  const lacks = (port: string | number) => [`leads to port ${port} of Service web, which has none such`];

  test.each<[what: string, port: Part, says: string[]]>([
    ['by its number', { number: 3000 }, []],
    ['by its name', { name: 'http' }, []],
    ['by another number', { number: 80 }, lacks(80)],
    ['by another name', { name: 'https' }, lacks('https')],
  ])('a path finds a port %s', (_what, port, expected) => {
    expect(says(backends, [ingress(port), service(ports)])).toEqual(expected.map((one) => `Ingress entry: ${one}`));
    const routed = route([{ backendRefs: [{ name: 'web', port: port.number ?? port.name }] }, {}]);
    expect(says(backends, [routed, service(ports)])).toEqual(expected.map((one) => `HTTPRoute entry: ${one}`));
  });

  test('a Service is one of its namespace, or of a chart', () => {
    const found = none.map((one) => `Ingress entry: ${one}`);
    expect(says(backends, [ingress({ number: 3000 })])).toEqual(found);
    expect(says(backends, [ingress({ number: 3000 }), service(ports, {}, elsewhere)])).toEqual(found);
    const chart = provides({
      services: [
        { name: 'other', ports: [1] },
        { name: 'web', ports: [1, 3000] },
      ],
    });
    expect(says(backends, [ingress({ number: 3000 })], chart)).toEqual([]);
    expect(says(backends, [ingress({ number: 80 })], chart)).toEqual(lacks(80).map((one) => `Ingress entry: ${one}`));
    expect(says(backends, [ingress({ number: 80 })], provides({ services: [{ name: 'other', ports: [80] }] }))).toEqual(
      found,
    );
  });

  test('a Service without ports has none', () => {
    expect(says(backends, [ingress({ number: 3000 }), service(undefined)])).toHaveLength(1);
  });

  test('other objects lead nowhere', () => {
    const rules = [
      {
        backendRefs: [{ name: 'nowhere', port: 1 }],
        http: { paths: [{ backend: { service: { name: 'nowhere', port: {} } } }] },
      },
    ];
    expect(says(backends, [object('TCPRoute', 'a', { spec: { rules } }), object('ConfigMap', 'b')])).toEqual([]);
    expect(says(backends, [object('Ingress', 'a', { spec: {} }), object('Ingress', 'c')])).toEqual([]);
  });
});
