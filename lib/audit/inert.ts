import type { Law } from './law';

export const inert: Law = {
  name: 'audit/inert',
  why: 'whatever lies in operations/ does nothing when applied; it starts only when somebody starts it',
  *check({ objects }) {
    for (const object of objects.filter((one) => one.file.startsWith('operations/'))) {
      const { kind, spec } = object.json;
      if (kind === 'CronJob' && spec.suspend !== true)
        yield { object, message: 'a CronJob of operations/ is not suspended' };
      if (['Job', 'Deployment', 'StatefulSet', 'DaemonSet', 'Pod'].includes(kind))
        yield { object, message: `a ${kind} in operations/ would start when applied` };
    }
  },
};
