/**
 * A cluster's machines, of 16Gi and 1Ti each; more keys of `cluster` may follow.
 * @param all name of each, with what else is declared of it. Shape: `beta, controlPlane: false`
 */
export function nodes(...all: readonly string[]): string {
  const lines = all.map((one, index) => {
    const [name, ...more] = one.split(', ');
    return `    - {${[`name: ${name}`, `address: 192.168.1.${11 + index}`, 'memory: 16Gi', 'disk: 1Ti', ...more].join(', ')}}`;
  });
  return ['cluster:', '  nodes:', ...lines].join('\n');
}
