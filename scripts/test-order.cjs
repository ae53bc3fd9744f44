const Sequencer = require('@jest/test-sequencer').default;

/** The campaigns take longest and wait for a process of their own: they begin first, also where no earlier run was timed. */
class CampaignsFirst extends Sequencer {
  sort(tests) {
    const isCampaign = ({ path }) => path.includes('/test/random/');
    const sorted = super.sort(tests);
    return [...sorted.filter(isCampaign), ...sorted.filter((test) => !isCampaign(test))];
  }
}

module.exports = CampaignsFirst;
