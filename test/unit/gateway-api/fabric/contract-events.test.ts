// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { FabricLedgerClient } from '@wattpass/gateway-api/internal/fabric/fabric-ledger-client.js';
import type { GatewayPool } from '@wattpass/gateway-api/internal/fabric/gateway-pool.js';
import type { SigningIdentity } from '@wattpass/gateway-api/internal/fabric/ledger-client.js';

const signer: SigningIdentity = { accountId: 'ada', mspId: 'OperatorMSP', certificate: '', privateKey: '' };

/** A stream as the client library gives it: after its events it waits until it is closed, or breaks. */
function stream(events: readonly object[], end: 'stays' | 'breaks') {
  let close = (): void => undefined;
  const closed = new Promise<void>((resolve) => {
    close = resolve;
  });
  return {
    close,
    async *[Symbol.asyncIterator]() {
      yield* events;
      if (end === 'breaks') {
        throw Object.assign(new Error('the peer is gone'), { code: 14 });
      }
      await closed;
    },
  };
}

function clientOver(events: ReturnType<typeof stream>): { client: FabricLedgerClient; asked: unknown[] } {
  const asked: unknown[] = [];
  const getChaincodeEvents = (...args: unknown[]) => {
    asked.push(args);
    return Promise.resolve(events);
  };
  const pool = { get: () => ({ gateway: { getNetwork: () => ({ getChaincodeEvents }) } }) } as unknown as GatewayPool;
  const names = { mspId: 'OperatorMSP', channel: 'wattpass', chaincode: 'wattpass' };
  return { client: new FabricLedgerClient(names, pool, {} as never), asked };
}

const cleared = { blockNumber: 9n, eventName: 'market.slotCleared', payload: Buffer.from('{"items":[]}') };

describe("gateway-api fabric: the contracts' events", () => {
  it('come from the block that is asked for, until the signal ends them', async () => {
    const { client, asked } = clientOver(stream([cleared], 'stays'));
    const end = new AbortController();
    const seen: unknown[] = [];
    for await (const event of client.follow(signer, 9n, end.signal)) {
      seen.push(event);
      end.abort();
    }
    assert.deepEqual(seen, [{ block: 9n, name: 'market.slotCleared', payload: '{"items":[]}' }]);
    assert.deepEqual(asked, [['wattpass', { startBlock: 9n }]]);
  });

  it('end at once where the signal came before the stream', async () => {
    const { client } = clientOver(stream([], 'stays'));
    for await (const event of client.follow(signer, 0n, AbortSignal.abort())) {
      assert.fail(JSON.stringify(event));
    }
  });

  it('end with the code of what broke them', async () => {
    const { client } = clientOver(stream([cleared], 'breaks'));
    const follow = async (): Promise<void> => {
      for await (const event of client.follow(signer, 0n, new AbortController().signal)) {
        assert.equal(event.block, 9n);
      }
    };
    await assert.rejects(follow, { code: 'LEDGER_UNAVAILABLE' });
  });
});
