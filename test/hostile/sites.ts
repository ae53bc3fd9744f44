import { parse } from 'yaml';
import { validSites } from '../random/sites';
import { declaration } from '../support/site';
import { planted, rendered } from './plants';

/** Shipped sites, and made-up ones: by charts and with Bitnami's servers, with Argo CD and Flux, with buckets. */
export const plantedSites = () =>
  [
    ...(['home', 'microk8s-jiva', 'one-node'] as const).map((name) => ({ name, value: parse(declaration(name)) })),
    ...[...validSites(5, 5, 0)].map(({ index, value }) => ({ name: `made up ${index}`, value })),
  ].map(({ name, value }, turn) => {
    const { checked, left } = planted(value, turn);
    return { name, output: rendered(checked), left };
  });
