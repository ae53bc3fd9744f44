import { networkRoom, trustedProxies } from '../../lib/network';
import { shipped } from '../support/site';

const traefik = (overlay: string) =>
  networkRoom.requires(shipped('home', overlay)).find((one) => one.name === 'traefik')?.chart?.values;
const chapter = (overlay = '') =>
  networkRoom
    .runbook(shipped('home', overlay))
    .filter((part) => part.chapter === 'internet')
    .map((part) => part.text)
    .join('\n');

const vps = 'network: {internet: vps, ingress: {controller: chart}, proxies: [10.8.0.1/32]}';
const tunnel = 'network: {internet: tunnel, ingress: {controller: chart}, certificates: {challenge: upstream}}';

test('TRUSTED_PROXY_IP stays unset while every proxy stands in a range that Rails trusts anyway', () => {
  expect(trustedProxies(shipped('home'))).toBeUndefined();
  expect(trustedProxies(shipped('home', vps))).toBeUndefined();
});

test('a proxy outside of them is added to what Rails would trust, since setting it replaces that', () => {
  const list = trustedProxies(shipped('home', vps.replace('10.8.0.1/32', '203.0.113.7/32')));
  expect(list).toEqual(expect.arrayContaining(['127.0.0.0/8', '10.0.0.0/8', '10.1.0.0/16', '203.0.113.7/32']));
});

test('a VPS is believed by the PROXY protocol, a tunnel by its headers', () => {
  expect(traefik(vps)).toMatchObject({ ports: { websecure: { proxyProtocol: { trustedIPs: ['10.8.0.1/32'] } } } });
  expect(traefik(tunnel)).toMatchObject({ ports: { web: { forwardedHeaders: { trustedIPs: ['10.1.0.0/16'] } } } });
  expect(JSON.stringify(traefik('network: {ingress: {controller: chart}}'))).not.toContain('trustedIPs');
});

test('the runbook says what the router, DNS and hairpin NAT need', () => {
  expect(chapter()).toContain('forward TCP 80 and 443 to `192.168.1.240`');
  expect(chapter()).toContain('hairpin');
  expect(chapter()).toContain('https://example.org/.well-known/webfinger');
  expect(chapter('mastodon: {handleDomain: social.example.org}')).not.toContain('webfinger');
});
