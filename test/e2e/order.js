const Sequencer = require('@jest/test-sequencer').default;

/** Tests of one site stand together; what is installed first is what the others use, what harms most comes last. */
const order = [
  ['install', 'entry', 'policies', 'storage', 'slow-database', 'drain', 'upgrade', 'node-loss', 'power-cut'],
  ['delivered'],
  ['by-chart'],
  ['addon-ingress'],
  ['co-located'],
  ['two-nodes'],
  ['backup', 'backup-losses'],
  ['one-node'],
  ['newcomer'],
  ['bed'],
].flat();
const place = ({ path }) => order.findIndex((name) => path.endsWith(`/${name}.test.ts`));

class InOrder extends Sequencer {
  sort(tests) {
    const unknown = tests.find((test) => place(test) < 0);
    if (unknown) throw new Error(`${unknown.path} has no place in test/e2e/order.js`);
    return [...tests].sort((a, b) => place(a) - place(b));
  }
}

module.exports = InOrder;
