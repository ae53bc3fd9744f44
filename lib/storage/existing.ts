import * as v from 'valibot';
import { about, fields } from '../site/describe';
import { title } from '../site/names';
import { dnsName, whole } from '../site/values';
import { storageEngine } from './engine';
import { foundForeign } from './foreign';
import { nodeDisks } from './storage';

const yesNo = () => v.boolean('allowed: true or false');

const schema = fields({
  engine: v.literal('existing'),
  className: about(dnsName(), 'name of the class, as `kubectl get storageclass` has it'),
  reclaimPolicy: about(
    v.picklist(['Retain', 'Delete'], 'allowed: Retain or Delete'),
    'RECLAIMPOLICY of `kubectl get storageclass`; data needs Retain',
  ),
  accessModes: about(
    v.optional(
      v.pipe(
        v.array(v.picklist(['ReadWriteOnce', 'ReadWriteMany'], 'allowed: ReadWriteOnce or ReadWriteMany')),
        v.minLength(1, 'allowed: one access mode or more'),
        v.maxLength(2, 'allowed: ReadWriteOnce and ReadWriteMany'),
      ),
      ['ReadWriteOnce'],
    ),
    'access modes that its volumes offer',
  ),
  nodeBound: about(v.optional(yesNo(), true), 'a volume lies on one node and can not follow its pod to another'),
  copies: about(v.optional(whole(1, 9), 1), 'copies of each volume on different nodes'),
  lossesSurvived: about(
    v.optional(whole(0, 8)),
    'nodes that may be lost while a volume stays writable; default: copies less one',
  ),
  networkFilesystem: about(v.optional(yesNo(), false), 'its volumes are mounted by NFS or another network filesystem'),
  allowVolumeExpansion: about(v.optional(yesNo(), false), 'ALLOWVOLUMEEXPANSION of `kubectl get storageclass`'),
  failureDomain: about(
    v.optional(title()),
    "where the data is, e.g. `NAS`; default: the nodes' disks where nodeBound is true or copies are declared, else the class",
  ),
});

type Options = v.InferOutput<typeof schema>;

/** A class that somebody else made. What it can do is what the declaration says. */
export const existing = storageEngine<Options>({
  name: 'existing',
  summary: 'a class that is there already; the declaration says what it can do',
  fills: ['perNode', 'replicated', 'shared'],
  schema,
  whereFound: foundForeign,
  resolve: (declared) => ({
    className: declared.className,
    accessModes: declared.accessModes,
    nodeBound: declared.nodeBound,
    copies: declared.copies,
    lossesSurvived: declared.lossesSurvived ?? (declared.nodeBound ? 0 : declared.copies - 1),
    ownDevice: !declared.nodeBound,
    sized: false,
    networkFilesystem: declared.networkFilesystem,
    retains: declared.reclaimPolicy === 'Retain',
    expandable: declared.allowVolumeExpansion,
    failureDomain:
      declared.failureDomain ?? (declared.nodeBound || declared.copies > 1 ? nodeDisks : `class ${declared.className}`),
  }),
  rules: [],
  requires: ({ className, retains, expandable }) => [
    {
      name: `class ${className}`,
      kind: 'existing',
      why: `holds volumes; the declaration says that it ${retains ? 'keeps' : 'deletes'} data and ${expandable ? 'grows' : 'does not grow'}`,
      commands: [`kubectl get storageclass ${className}`],
      provides: { storageClasses: [className] },
    },
  ],
  storageClass: () => undefined,
  runbook: () => [],
});
