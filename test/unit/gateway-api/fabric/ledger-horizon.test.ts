// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { encodeError, DomainError } from '@wattpass/chaincode/domain';
import { Horizon } from '@wattpass/gateway-api/client';
import { endorseError } from '@wattpass/gateway-api/internal/fabric/error-mapper.js';
import type { FabricError } from '@wattpass/gateway-api/internal/fabric/fabric-error.js';
import { LedgerHorizon } from '@wattpass/gateway-api/internal/fabric/ledger-horizon.js';
import type { LedgerClient } from '@wattpass/gateway-api/internal/fabric/ledger-client.js';

const signer = { accountId: 'ada', mspId: 'OperatorMSP', certificate: '', privateKey: '' };

/** A ledger that is one block longer each time it is asked. */
function growing(from: bigint): LedgerClient & { asked: number } {
  const ledger = { asked: 0, height: () => Promise.resolve(from + BigInt(ledger.asked++)) };
  return ledger as unknown as LedgerClient & { asked: number };
}

describe('gateway-api fabric: ledger horizon', () => {
  it('waits until the own peer has committed the named block: its height is one more', async () => {
    const ledger = growing(3n); // blocks 0, 1, 2
    await new LedgerHorizon(ledger).reach(signer, 4n);
    assert.equal(ledger.asked, 3); // heights 3, 4, 5
  });

  it('asks nobody about a block it knows of, from an earlier look or an own commit', async () => {
    const ledger = growing(10n);
    const horizon = new LedgerHorizon(ledger);
    horizon.note(12n);
    await horizon.reach(signer, 12n);
    assert.equal(ledger.asked, 0);
    horizon.note(3n); // older news changes nothing
    await horizon.reach(signer, 12n);
    assert.equal(ledger.asked, 0);
  });

  it('gives up with a retryable error that names both blocks', async () => {
    const still = { height: () => Promise.resolve(5n) } as unknown as LedgerClient;
    await assert.rejects(new LedgerHorizon(still, 60).reach(signer, 9n), (error: FabricError) => {
      assert.equal(error.code, 'LEDGER_BEHIND');
      assert.ok(error.retryable);
      assert.match(error.detail, /block 4, not yet at 9/);
      return true;
    });
  });
});

describe('gateway-api fabric: who refused an endorsement', () => {
  const refusal = (mspId: string) => ({
    mspId,
    address: 'peer',
    message: `chaincode response 500, ${encodeError(new DomainError('ILLEGAL_STATUS', 'no such step'))}`,
  });

  it("the own peer's refusal is the contract's answer", () => {
    const error = endorseError({ code: 10, message: 'failed', details: [refusal('OperatorMSP')] }, 'OperatorMSP');
    assert.equal(error.code, 'ILLEGAL_STATUS');
  });

  it("others' refusal of what the own peer accepted means that peers are not in step", () => {
    const error = endorseError({ code: 10, message: 'failed', details: [refusal('UserMSP')] }, 'OperatorMSP');
    assert.equal(error.code, 'ENDORSEMENT_MISMATCH');
    assert.match(error.detail, /no such step/);
  });

  it('an unreachable peer elsewhere stays what it is', () => {
    const away = { mspId: 'UserMSP', message: 'connection refused' };
    assert.equal(
      endorseError({ code: 14, message: 'unavailable', details: [away] }, 'OperatorMSP').code,
      'LEDGER_UNAVAILABLE',
    );
  });
});

describe('gateway-api client: horizon', () => {
  it('keeps the newest block number of all answers, and ignores answers without one', () => {
    const horizon = new Horizon();
    assert.equal(horizon.block, undefined);
    for (const answer of [{ blockNumber: '9' }, { blockNumber: '10' }, { blockNumber: '2' }, {}, undefined, null]) {
      horizon.note(answer);
    }
    assert.equal(horizon.block, '10');
  });
});
