const Sequencer = require('@jest/test-sequencer').default;

/** Longest first; where no earlier run was timed, Jest would guess by the size of files that only name others. */
const longest = ['/test/random/', '/test/house.'];

class LongestFirst extends Sequencer {
  sort(tests) {
    const rank = ({ path }) => longest.findIndex((part) => path.includes(part)) + 1 || longest.length + 1;
    return [...tests].sort((one, other) => rank(one) - rank(other));
  }
}

module.exports = LongestFirst;
