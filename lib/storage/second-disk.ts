import type { RunbookPart } from '../site/room';
import type { Site } from '../site/site';

/** What people do on nodes with a second disk, before the first volume is made there. */
export function secondDisk(className: string, folder: string, site: Site): RunbookPart[] {
  const nodes = site.cluster.nodes.filter((node) => node.dataDisk !== undefined).map((node) => node.name);
  if (nodes.length === 0) return [];
  return [
    {
      chapter: 'install',
      text: `Volumes of class \`${className}\` lie in \`${folder}\`, and on ${nodes.join(', ')} that folder belongs on the second disk. Mount the disk (here at \`/srv/volumes\`) and bind the folder to it before anything is installed, or the data fills the system's disk:

\`\`\`sh
# on ${nodes.join(', ')}, with the second disk in /etc/fstab as /srv/volumes
sudo mkdir -p /srv/volumes${folder} ${folder}
echo '/srv/volumes${folder} ${folder} none bind,x-systemd.requires-mounts-for=/srv/volumes 0 0' | sudo tee -a /etc/fstab
sudo mount ${folder}
findmnt --target ${folder}    # names the second disk
\`\`\``,
    },
  ];
}
