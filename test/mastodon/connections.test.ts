import { mastodonConnections } from '../../lib/mastodon/connections';
import { shipped } from '../support/site';

const whys = (overlay?: string) => mastodonConnections(shipped('home', overlay));
const of = (component: string, overlay?: string) =>
  whys(overlay)
    .filter(({ from }) => from.kind === 'pods' && from.labels['app.kubernetes.io/component'] === component)
    .map(({ why, to, ports }) => [why, to.kind, ...ports.map(({ port }) => port)]);

test('streaming reaches the database and Redis, and nothing else', () => {
  expect(of('streaming')).toEqual([
    ['streaming reads and writes the database', 'pods', 5432],
    ['streaming uses Redis', 'pods', 6379, 26379],
  ]);
});

test('migrations reach the database and Redis; the last one also the API server, at its real addresses', () => {
  expect(of('migrate-pre').map(([, kind]) => kind)).toEqual(['pods', 'pods']);
  const api = whys().find(({ why }) => why.includes('API server'));
  expect(api?.to).toEqual({ kind: 'addresses', cidrs: ['192.168.1.11/32', '192.168.1.12/32', '192.168.1.13/32'] });
  expect(api?.ports).toEqual([{ protocol: 'TCP', port: 16443 }]);
});

test('only the group that works the mailers sends mail', () => {
  expect(of('sidekiq')).toContainEqual(['sidekiq sends mail', 'outside', 587]);
  expect(of('sidekiq-scheduler').some(([why]) => String(why).includes('mail'))).toBe(false);
});

test('a mail server or bucket given by its address is reached there, at home too', () => {
  const mail = whys('mastodon: {smtp: {server: 192.168.1.9}}').find(({ why }) => why.includes('mail'));
  expect(mail?.to).toEqual({ kind: 'addresses', cidrs: ['192.168.1.9/32'] });
  const s3 =
    'mastodon: {media: {volume: null, s3: {bucket: m, endpoint: "http://192.168.1.20:9000", aliasHost: media.example.org}}}';
  const bucket = whys(s3).find(({ why }) => why.includes('bucket'));
  expect(bucket).toMatchObject({ to: { kind: 'addresses', cidrs: ['192.168.1.20/32'] }, ports: [{ port: 9000 }] });
});

test('services at home are open to those who talk to the world', () => {
  const overlay = 'network: {lanServices: [{name: relay, address: 192.168.1.9, port: 25}]}';
  expect(of('web', overlay)).toContainEqual(['web may use relay', 'addresses', 25]);
  expect(of('streaming', overlay)).toHaveLength(2);
});
