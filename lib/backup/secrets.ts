import type { SecretNeed } from '../site/room';
import type { Site } from '../site/site';
import { usedTargets } from './places';
import { planOf } from './plan';
import { makeKeys } from './recipients';
import { rehearsalSecret } from './rehearsal';

export function backupSecrets(site: Site): SecretNeed[] {
  const plan = planOf(site);
  if (plan === undefined) return [];
  const { namespace } = site;
  return [
    ...usedTargets(site).flatMap((target) => target.secrets(site)),
    ...(plan.rehearse === 'never'
      ? []
      : [
          {
            name: rehearsalSecret,
            namespace,
            madeBy: 'you' as const,
            keys: [
              {
                key: 'tls.key',
                what: 'private key of backup.recipients.rehearsal',
                readBy: ['rehearsal'],
                ...(plan.recipients && {
                  made: { file: 'rehearsal.key', certificate: plan.recipients.rehearsal },
                }),
              },
            ],
            commands: [
              '# the two keys whose certificates stand in the declaration, where they are made and lie here already',
              makeKeys,
              '# operator.key belongs into your safe, on paper as well, and nowhere else; then remove both',
              `kubectl -n ${namespace} create secret generic ${rehearsalSecret} --from-file=tls.key=rehearsal.key`,
            ],
          },
        ]),
    ...(plan.pingSecret === undefined
      ? []
      : [
          {
            name: plan.pingSecret,
            namespace,
            madeBy: 'you' as const,
            keys: [{ key: 'url', what: 'address that expects a call after every run', readBy: ['backup-notify'] }],
            commands: [
              `kubectl -n ${namespace} create secret generic ${plan.pingSecret} --from-literal=url='<address>'`,
            ],
          },
        ]),
  ];
}
