import { type Html, html } from './html';
import type { ReportSource } from './source';
import type { Machine, Pods, Volume } from './topology';

/** The way in, the machines with what is on them, volumes, and what stands elsewhere. */
export function drawing({ topology }: ReportSource): Html {
  const { path, machines, anywhere, volumes, outside } = topology;
  return html`<h3>The way in</h3>
<ol class="path">${path.map(({ name, note }) => html`<li><b>${name}</b>${note === '' ? undefined : html`<span>${note}</span>`}</li>`)}</ol>
<h3>The machines</h3>
<ul class="machines">${machines.map(machine)}</ul>
${anywhere.length === 0 ? undefined : html`<div class="anywhere"><h4>Wherever there is room</h4><ul class="pods">${anywhere.map(podItem)}</ul></div>`}
<div class="pair"><div><h3>Volumes</h3><ul class="volumes">${volumes.map(volumeItem)}</ul></div>
<div><h3>Elsewhere</h3><ul class="volumes">${outside.map((one) => html`<li>${one}</li>`)}</ul></div></div>`;
}

function machine({ node, pods }: Machine): Html {
  const disk = node.dataDisk === undefined ? node.disk : `${node.disk} + ${node.dataDisk}`;
  return html`<li><h4>${node.name}</h4>
<p>${node.address}<br>${node.memory} of memory, ${disk} of disk<br>${node.controlPlane ? 'votes in the control plane' : 'does not vote'}</p>
${node.schedulable ? html`<ul class="pods">${pods.map(podItem)}</ul>` : html`<p>runs the control plane alone</p>`}</li>`;
}

function podItem({ name, instances, memory }: Pods): Html {
  return html`<li>${name}${instances > 1 ? ` ×${instances}` : ''} <small>${memory}</small></li>`;
}

function volumeItem({ name, instances, size, className, where }: Volume): Html {
  return html`<li><b>${name}${instances > 1 ? ` ×${instances}` : ''}</b> ${size} of <code>${className}</code><br>${where}</li>`;
}
