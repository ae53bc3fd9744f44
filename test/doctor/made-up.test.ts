import { diagnose } from '../../lib/doctor/diagnose';
import { look } from '../../lib/doctor/seen';
import { wantedBy } from '../../lib/doctor/wanted';
import { validSites } from '../random/sites';
import { healthy, now } from './healthy';

const sites = [...validSites(7, 12, 0)].flatMap(({ index, checked }) =>
  checked.site ? [{ index, site: checked.site }] : [],
);

test('of twelve made-up sites nothing is said against a healthy cluster, and nothing against one that can’t be seen', () => {
  const said = sites.flatMap(({ index, site }) => {
    const wanted = wantedBy(site);
    const seen = diagnose(wanted, healthy(wanted), now);
    const unseen = diagnose(
      wanted,
      look(() => undefined, wanted),
      now,
    );
    return [...seen, ...unseen]
      .filter(({ result }) => result === 'warn' || result === 'fail')
      .filter(({ check }) => check !== 'policies' || site.network.policiesEnforced)
      .map(({ check, message }) => `${index} ${check}: ${message}`);
  });
  expect(sites.length).toBe(12);
  expect(said).toEqual([]);
});
