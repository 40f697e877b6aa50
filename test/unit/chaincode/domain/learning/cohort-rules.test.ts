// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { isDrawn, parametersOf, seedOf, weightOf } from '@wattpass/chaincode/domain';

const ids = Array.from({ length: 10_000 }, (_, place) =>
  createHash('sha256').update(`client ${place}`).digest('hex').slice(0, 32),
);

describe('the draw of clients', () => {
  const seed = seedOf('ab'.repeat(16), 3, 'cd'.repeat(32));

  for (const share of [100_000, 500_000, 900_000]) {
    it(`takes about ${share / 10_000} % of them`, () => {
      const p = share / 1_000_000;
      const count = ids.filter((id) => isDrawn(seed, id, share)).length;
      const deviation = Math.sqrt(ids.length * p * (1 - p));
      assert.ok(Math.abs(count - ids.length * p) < 4 * deviation, `${count} of ${ids.length}`);
    });
  }

  it('compares the first 64 bits of the hash with the share', () => {
    const [id = ''] = ids;
    const hash = createHash('sha256').update(`${seed} ${id}`).digest();
    const millionths = Number((hash.readBigUInt64BE() * 1_000_000n) >> 64n);
    assert.equal(isDrawn(seed, id, millionths), false);
    assert.equal(isDrawn(seed, id, millionths + 1), true);
  });

  it('takes everybody at a share of one', () => {
    assert.ok(ids.every((id) => isDrawn(seed, id, 1_000_000)));
  });

  it('is another one for another round or base model', () => {
    const others = [seedOf('ab'.repeat(16), 4, 'cd'.repeat(32)), seedOf('ab'.repeat(16), 3, 'ce'.repeat(32))];
    for (const other of others) {
      const both = ids.filter((id) => isDrawn(seed, id, 500_000) && isDrawn(other, id, 500_000)).length;
      assert.ok(Math.abs(both - 2500) < 4 * Math.sqrt(10_000 * 0.25 * 0.75), `${both} are in both`);
    }
  });
});

describe("a model's parameters", () => {
  it('are the weights and biases of its layers', () => {
    assert.equal(parametersOf({ layers: [18, 3] }), 57);
    assert.equal(parametersOf({ layers: [18, 32, 3] }), 18 * 32 + 32 + 32 * 3 + 3);
  });
});

describe("an update's weight", () => {
  it('is the least number of examples of its bucket', () => {
    assert.deepEqual(
      [0, 1, 2, 5, 31].map((examplesBucket) => weightOf({ examplesBucket })),
      [0, 1, 2, 16, 1_073_741_824],
    );
  });
});
