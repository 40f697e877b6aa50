// SPDX-License-Identifier: Apache-2.0
import { defaultMarketParameters } from '@wattpass/chaincode/domain';
import { header, signedBy, walletKey } from '../../../support/wallet-keys.js';
import { at, hash, recordId } from './records.js';

/** Records of a market as the ledger would answer them; every value is made up. */
export const leag = 'north';
export const slotName = '2026-11-22T12:00:00Z';
export const ofSlot = { leag, slot: slotName };
/** The path of the slot below `/api/v1`. */
export const slotPath = `/leags/${leag}/slots/${slotName}`;
export const key = walletKey();

export const newLeag = { id: leag, name: 'North', feesTo: hash, gridTo: hash, balancingTo: hash, commonFundTo: hash };
export const leagRecord = { ...newLeag, mspId: 'OperatorMSP', since: at };

export const plan = {
  slot: slotName,
  deliveryEnd: '2026-11-22T13:00:00Z',
  floor: 80_000,
  ceiling: 300_000,
  importPrice: 360_000,
  exportPrice: 50_000,
  buyFee: 2_000,
  sellFee: 1_000,
  mechanism: { kind: 'uniform', kappa: 500_000 },
  sealed: false,
  closeFrom: '2026-11-22T11:00:00Z',
  closeBy: '2026-11-22T11:05:00Z',
  clearBy: '2026-11-22T11:10:00Z',
  deliverFrom: '2026-11-22T12:00:00Z',
  readBy: '2026-11-22T13:30:00Z',
};
export const slot = { ...plan, leag, rules: defaultMarketParameters, state: 'OPEN', ruleVersion: 1, plannedAt: at };

const sign = <T>(payload: T) => ({ payload, signature: signedBy(key, payload) });
const signer = { ...ofSlot, trader: key.address };
const terms = { side: 'buy', quantity: 5_000, limit: 250_000, grid: false };

export const signedOrder = sign({
  ...header('market:placeOrders'),
  ...signer,
  ...terms,
  sequence: 0,
  notes: [hash],
});
export const signedCommit = sign({
  ...header('market:commitOrders'),
  ...signer,
  commitment: hash,
  tierWh: 5_000,
  sequence: 0,
  notes: [hash],
});
export const revealed = { ...signer, ...terms, salt: hash };
export const signedCancel = sign({ ...header('market:cancelOrders'), ...signer, orderId: hash });
export const signedNotice = sign({ ...header('market:giveNotice'), ...signer, orderId: hash });
const reading = { ...signer, meter: 'meter-1', register: 'import', start: 1_000, end: 6_000 };
export const signedReading = { reading, signature: signedCancel.signature.signature };

export const order = {
  ...signer,
  ...terms,
  sequence: 0,
  id: hash,
  refundTo: hash,
  state: 'live',
  locked: '1250000',
  placedAt: at,
};
export const fill = { trader: hash, orderId: hash, side: 'buy', fill: 4_000, grid: 1_000, amount: '900000' };
export const storedReading = { ...reading, orderId: hash, at };
export const outcome = {
  trader: hash,
  orderId: hash,
  side: 'buy',
  contractedWh: 5_000,
  meteredWh: 5_000,
  source: 'reading',
  amount: '900000',
  owed: '0',
  due: '0',
  final: true,
  scored: true,
  settledAt: at,
};
export const newDispute = { trader: hash, reason: 'the meter was swapped' };
export const dispute = { ...newDispute, orderId: hash, by: 'leag', raisedAt: at, until: at };
export const energyRuling = { trader: hash, mspId: 'StationMSP', meteredWh: 4_000, at };
export const meter = {
  id: 'meter-1',
  trader: hash,
  leag,
  publicKey: key.publicKey,
  status: 'active',
  imported: 0,
  exported: 0,
  registeredAt: at,
};

const score = { score: 500_000, successWh: 0, successes: 0, failureWh: 0, failures: 0, gainDay: 0, gainToday: 0 };
const trust = { sellerBarred: false, buyerBarred: false, slotLimitWh: 5_000 };
export const reputation = {
  participant: hash,
  seller: score,
  buyer: score,
  tokens: 1,
  tokenProgress: 0,
  credit: { week: '2026-W47', by: {} },
  trust,
  since: at,
  changes: [],
};
export const reputationView = {
  reputation,
  overall: 500_000,
  trust: { ...trust, participant: hash, since: at, ruleVersion: 1 },
};

export const validator = {
  id: recordId,
  mspId: 'OperatorMSP',
  sponsor: { kind: 'organisation', mspId: 'OperatorMSP' },
  payTo: hash,
  status: 'applied',
  since: at,
};
export const ranking = { day: '2026-11-22', seed: hash, ranked: [], ruleVersion: 1, at };
export const verdict = { bookRoot: hash, resultHash: hash, verdict: 'accept' };
export const attestation = { ...verdict, validator: recordId, slot: ofSlot, at, timely: true, doubled: false };
export const committee = {
  slot: ofSlot,
  bookRoot: hash,
  resultHash: hash,
  ruleVersion: 1,
  quorum: 0,
  round: 1,
  roundSince: at,
  members: [],
  substitutes: [],
  replaced: [],
};
