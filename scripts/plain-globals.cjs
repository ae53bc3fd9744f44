const vm = require('node:vm');
const { TestEnvironment } = require('jest-environment-node');

/**
 * Jest's own, but for one thing: the globals of its sandbox are plain ones. In the usual kind of sandbox each look at
 * `Object` or `Map` is a call out of it, which takes longer than all else that a rendering does.
 */
class PlainGlobals extends TestEnvironment {
  constructor(config, context) {
    const { createContext } = vm;
    vm.createContext = () => createContext(vm.constants.DONT_CONTEXTIFY);
    try {
      super(config, context);
    } finally {
      vm.createContext = createContext;
    }
  }
}

module.exports = PlainGlobals;
