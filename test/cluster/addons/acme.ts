import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { must } from '../command';
import { cacheFolder } from '../layout';
import type { KubeObject } from './from-module';

const namespace = (name: string): KubeObject => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });

/**
 * What makes Pebble pass for Let's Encrypt: a certificate for Let's Encrypt's names, and its authority, which
 * cert-manager is told to trust.
 */
export async function acmeTrust(): Promise<KubeObject[]> {
  const folder = await certificate();
  const read = (name: string) => readFileSync(join(folder, name));
  return [
    namespace('acme'),
    {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'pebble-certificate', namespace: 'acme' },
      type: 'kubernetes.io/tls',
      data: { 'tls.crt': read('tls.crt').toString('base64'), 'tls.key': read('tls.key').toString('base64') },
    },
    namespace('cert-manager'),
    {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'acme-authority', namespace: 'cert-manager' },
      data: { 'ca.crt': read('ca.crt').toString() },
    },
  ];
}

/** Made once: another one at each `up` would not be what running pods have read. */
async function certificate(): Promise<string> {
  const folder = join(cacheFolder, 'acme');
  if (existsSync(folder)) return folder;
  mkdirSync(cacheFolder, { recursive: true });
  const unfinished = mkdtempSync(`${folder}.`);
  const at = (name: string) => join(unfinished, name);
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  const request = ['req', '-x509', '-days', '3650', ...key];
  await must('openssl', ...request, '-subj', '/CN=test-bed-acme', '-keyout', at('ca.key'), '-out', at('ca.crt'));
  const names = ['acme-v02.api.letsencrypt.org', 'acme-staging-v02.api.letsencrypt.org', 'pebble.acme.svc'];
  const server = ['-subj', '/CN=pebble', '-addext', `subjectAltName=${names.map((name) => `DNS:${name}`).join(',')}`];
  const signed = ['-CA', at('ca.crt'), '-CAkey', at('ca.key')];
  await must('openssl', ...request, ...signed, ...server, '-keyout', at('tls.key'), '-out', at('tls.crt'));
  renameSync(unfinished, folder);
  return folder;
}
