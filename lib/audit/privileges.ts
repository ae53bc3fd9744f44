import type { Law } from './law';
import { containersOf, podTemplates } from './pods';

export const privileges: Law = {
  name: 'audit/privileges',
  why: 'nothing of ours is privileged, runs as root or sees the node; Pod Security restricted would refuse it',
  *check({ objects }) {
    for (const pod of podTemplates(objects)) {
      const { owner: object, spec } = pod;
      for (const field of ['hostNetwork', 'hostPID', 'hostIPC'])
        if (spec[field]) yield { object, message: `the pod has ${field}` };
      if ((spec.volumes ?? []).some((volume: { hostPath?: unknown }) => volume.hostPath))
        yield { object, message: 'the pod mounts a folder of the node' };
      if (spec.enableServiceLinks !== false)
        yield {
          object,
          message: 'the pod gets environment made from Services, which overrides settings like REDIS_PORT',
        };
      if (spec.securityContext?.seccompProfile?.type !== 'RuntimeDefault')
        yield { object, message: 'the pod has no seccomp profile' };
      for (const container of containersOf(pod)) {
        const context = container.securityContext ?? {};
        if (context.privileged || context.allowPrivilegeEscalation !== false)
          yield { object, message: `container ${container.name} may gain privileges` };
        if (!context.capabilities?.drop?.includes('ALL'))
          yield { object, message: `container ${container.name} keeps capabilities` };
        if ((context.runAsNonRoot ?? spec.securityContext?.runAsNonRoot) !== true)
          yield { object, message: `container ${container.name} may run as root` };
        if (!container.resources?.requests?.memory || !container.resources?.limits?.memory)
          yield { object, message: `container ${container.name} has no memory request or limit` };
        if (!/:[^/]+$/.test(container.image) || /:latest$/.test(container.image))
          yield { object, message: `container ${container.name} runs ${container.image}, which names no version` };
      }
    }
  },
};
