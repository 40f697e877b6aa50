// SPDX-License-Identifier: Apache-2.0
'use strict';
const { writeFileSync } = require('node:fs');
const Mocha = require('mocha');

/** Mocha's own output, and at the end the counts and what failed as JSON in the file named by the option `counts`. */
module.exports = class TierReporter extends Mocha.reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    runner.once('end', () => {
      const { passes, failures, pending } = this.stats;
      const failed = this.failures.map((test) => `${test.fullTitle()}: ${firstLine(test.err)}`);
      writeFileSync(options.reporterOptions.counts, JSON.stringify({ passes, failures, pending, failed }));
    });
  }
};

function firstLine(error) {
  return String(error?.message ?? error).split('\n', 1)[0];
}
