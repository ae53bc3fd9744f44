import type { Requirement } from '../site/room';
import type { Site } from '../site/site';

export const secondDiskName = (engine: string): string => `second disk for ${engine}`;

/** Nodes with a second disk: the engine's folder lies on it before the first volume is made there. */
export function secondDisk(engine: string, folder: string, site: Site): Requirement[] {
  const nodes = site.cluster.nodes.filter((node) => node.dataDisk !== undefined).map((node) => node.name);
  if (nodes.length === 0) return [];
  const look = `findmnt --target ${folder}    # names the second disk`;
  return [
    {
      name: secondDiskName(engine),
      kind: 'node',
      why: `${folder} belongs on the second disk, or the volumes fill the disk of the system`,
      nodes,
      commands: [
        '# the second disk stands in /etc/fstab as /srv/volumes; its folder is bound to where the engine looks',
        `sudo mkdir -p /srv/volumes${folder} ${folder}`,
        `echo '/srv/volumes${folder} ${folder} none bind,x-systemd.requires-mounts-for=/srv/volumes 0 0' | sudo tee -a /etc/fstab`,
        `sudo mount ${folder}`,
        look,
      ],
      look,
    },
  ];
}
