import * as v from 'valibot';
import { about, fields } from '../site/describe';
import { gitRepository, relativeFolder } from '../site/names';
import { dnsLabel, line } from '../site/values';

/** How the rendered files reach the cluster. */
export type Delivery =
  | { readonly by: 'none' }
  | {
      readonly by: 'argocd' | 'flux';
      /** Address of the git repository that holds the rendered files. */
      readonly repository: string;
      /** Branch that is followed. */
      readonly branch: string;
      /** The site's folder in the repository, without a slash at its ends. */
      readonly path: string;
      /** Namespace of the controller. */
      readonly namespace: string;
    };

const branch = v.pipe(line('a branch'), v.regex(/^[A-Za-z0-9][A-Za-z0-9._/-]*$/, 'allowed: the name of a branch'));

export const deliverySchema = about(
  v.optional(
    v.union([
      v.literal('none'),
      fields({
        by: about(
          v.picklist(['argocd', 'flux'], 'allowed: argocd or flux'),
          'the controller that applies what is in git',
        ),
        repository: about(gitRepository(), 'address of the git repository that holds the rendered files'),
        branch: about(v.optional(branch, 'main'), 'branch that is followed'),
        path: about(
          v.optional(relativeFolder('a folder of the repository, e.g. dist/home')),
          "the site's folder in the repository; default: dist/<site>",
        ),
        namespace: about(v.optional(dnsLabel()), 'namespace of the controller; default: argocd or flux-system'),
      }),
    ]),
    'none',
  ),
  '`none` for kubectl, or the controller that applies what is in a git repository',
);

export function resolveDelivery(declared: v.InferOutput<typeof deliverySchema>, site: string): Delivery {
  if (declared === 'none') return { by: 'none' };
  const {
    by,
    repository,
    branch,
    path = `dist/${site}`,
    namespace = by === 'argocd' ? 'argocd' : 'flux-system',
  } = declared;
  return { by, repository, branch, path: path.replace(/\/$/, ''), namespace };
}
