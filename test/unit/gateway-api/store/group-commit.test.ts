// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { GroupCommit } from '@wattpass/gateway-api/internal/store/group-commit.js';

/** Writes numbers, each answered with its double; notes the groups, and refuses what is negative. */
class Doubling {
  readonly groups: number[][] = [];
  release: (() => void) | undefined;

  readonly write = async (items: readonly number[]): Promise<number[]> => {
    this.groups.push([...items]);
    await new Promise<void>((resolve) => {
      this.release = resolve;
    });
    if (items.some((item) => item < 0)) {
      throw new RangeError('negative');
    }
    return items.map((item) => item * 2);
  };
}

/** Lets everything that can go on do so. */
async function settle(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}

describe('GroupCommit', () => {
  let doubling: Doubling;
  let commits: GroupCommit<number, number>;
  beforeEach(() => {
    doubling = new Doubling();
    commits = new GroupCommit(doubling.write);
  });

  async function finish(): Promise<void> {
    for (let left = 20; left > 0; left -= 1) {
      await settle();
      doubling.release?.();
    }
    await commits.idle();
  }

  it('writes at once what comes alone, and together what came meanwhile', async () => {
    const first = commits.add(1);
    await settle();
    const others = [2, 3, 4].map((item) => commits.add(item));
    await finish();
    assert.deepEqual(doubling.groups, [[1], [2, 3, 4]]);
    assert.deepEqual([await first, ...(await Promise.all(others))], [2, 4, 6, 8]);
  });

  it('writes together what comes in one turn', async () => {
    const all = [1, 2].map((item) => commits.add(item));
    await finish();
    assert.deepEqual(doubling.groups, [[1, 2]]);
    assert.deepEqual(await Promise.all(all), [2, 4]);
  });

  it('does not let an item that is refused take others with it', async () => {
    const all = [1, -1, 2].map((item) => commits.add(item));
    const outcomes = Promise.allSettled(all);
    await finish();
    assert.deepEqual(
      (await outcomes).map(({ status }) => status),
      ['fulfilled', 'rejected', 'fulfilled'],
    );
    assert.deepEqual(doubling.groups, [[1, -1, 2], [1], [-1], [2]]);
    const later = commits.add(5);
    await finish();
    assert.equal(await later, 10);
  });

  it('keeps a group to 500', async () => {
    const all = Array.from({ length: 1_100 }, (_, item) => commits.add(item));
    await finish();
    assert.deepEqual(
      doubling.groups.map((group) => group.length),
      [500, 500, 100],
    );
    assert.equal((await Promise.all(all)).at(-1), 2_198);
  });
});
