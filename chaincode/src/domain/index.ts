// SPDX-License-Identifier: Apache-2.0

export { z } from 'zod';
export * from './actor.js';
export * from './at-item.js';
export * from './canonical-json.js';
export * from './collections.js';
export * from './digest.js';
export * from './errors.js';
export * from './fields.js';
export * from './instant.js';
export * from './merkle.js';
export * from './roles.js';
export * from './transaction.js';
export * from './transactions.js';
export * from './identifiers/battery-id.js';
export * from './identifiers/digital-link.js';
export * from './identifiers/gbt34014.js';
export * from './committee/committee-parameters.js';
export * from './committee/ranking.js';
export * from './committee/slot-committee.js';
export * from './committee/transactions.js';
export * from './committee/validator.js';
export * from './reputation/reputation.js';
export * from './reputation/reputation-parameters.js';
export * from './reputation/role-score.js';
export * from './reputation/transactions.js';
export * from './consortium/member.js';
export * from './consortium/proposal.js';
export * from './consortium/rule-parameters.js';
export * from './consortium/transactions.js';
export * from './battery/battery.js';
export * from './battery/certificate.js';
export * from './battery/factory-data.js';
export * from './battery/life-transactions.js';
export * from './battery/maintenance.js';
export * from './battery/move.js';
export * from './battery/passport.js';
export * from './battery/read-transactions.js';
export * from './battery/recycling.js';
export * from './battery/status.js';
export * from './learning/aggregate-rules.js';
export * from './learning/attestation.js';
export * from './learning/client.js';
export * from './learning/cohort-rules.js';
export * from './learning/contributions.js';
export * from './learning/learning-task.js';
export * from './learning/model-version.js';
export * from './learning/round.js';
export * from './learning/round-keys.js';
export * from './learning/task-rules.js';
export * from './learning/update.js';
export * from './learning/verdict-count.js';
export * from './logistics/agreement.js';
export * from './logistics/batch.js';
export * from './logistics/claim.js';
export * from './logistics/logistics-detail.js';
export * from './twin/anchor.js';
export * from './twin/condition.js';
export * from './twin/device-key.js';
export * from './twin/run-mode.js';
export * from './twin/usage.js';
export * from './wallet/address.js';
export * from './wallet/amount.js';
export * from './wallet/coin.js';
export * from './wallet/escrow.js';
export * from './wallet/ledger-identity.js';
export * from './wallet/lock-rules.js';
export * from './wallet/note.js';
export * from './wallet/payee.js';
export * from './wallet/payload.js';
export * from './wallet/payload-rules.js';
export * from './wallet/signature.js';
export * from './wallet/issuance.js';
export * from './wallet/issuer.js';
export * from './wallet/ruling.js';
export * from './wallet/transactions.js';
export { clearSlot, resultHashOf, type ClearedSlot } from './market/clear-slot.js';
export { Dispute, EnergyRuling } from './market/dispute.js';
export { executionsOf } from './market/executions.js';
export { contractedOf, imbalanceOf } from './market/imbalance-rules.js';
export { Leag, LeagId, NewLeag } from './market/leag.js';
export { defaultMarketParameters, MarketParameters } from './market/market-parameters.js';
export { departureText, readingText } from './market/meter-rules.js';
export { Departure, Meter, Reading, SignedDeparture, SignedReading, StoredReading } from './market/meter.js';
export { boundsOf, lockOf } from './market/order-rules.js';
export {
  CancelPayload,
  Energy,
  Notice,
  NoticePayload,
  Order,
  OrderPayload,
  SignedCancel,
  SignedOrder,
} from './market/order.js';
export { outcomeOf } from './market/outcome-rules.js';
export { Outcome } from './market/outcome.js';
export { CommitPayload, Revealed, SealedOrder, SignedCommit, Tier } from './market/sealed-order.js';
export { Cleared, FillLine, SlotResult, Wheeling } from './market/slot-result.js';
export { gridTrades, type GridTrade } from './market/metered-rules.js';
export { disputeUntil, revealBy } from './market/slot-rules.js';
export { RegionalLine } from './market/regional/regional-line.js';
export { MechanismRule, Price, Slot, SlotId, SlotPlan, SlotState } from './market/slot.js';
export { applyExecution, delivered, type Execution } from './reputation/execution-rules.js';
export { overallScore } from './reputation/trust-rules.js';
export * from './trader/certificate-attributes.js';
export * from './trader/link-opening.js';
export * from './trader/move.js';
export * from './trader/trader.js';
export * from './trader/trader-parameters.js';
export * from './trader/transactions.js';
export * from './trader/vehicle.js';
export * from './trader/vehicle-rules.js';
