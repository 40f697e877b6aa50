// SPDX-License-Identifier: Apache-2.0
import * as domain from '@wattpass/chaincode/domain';
import { StoredReading } from '@wattpass/chaincode/domain/market/meter.js';
import { Order } from '@wattpass/chaincode/domain/market/order.js';
import { Outcome } from '@wattpass/chaincode/domain/market/outcome.js';
import { Cleared, FillLine } from '@wattpass/chaincode/domain/market/slot-result.js';
import { Slot } from '@wattpass/chaincode/domain/market/slot.js';

const { z } = domain;

/** The records that OpenAPI describes once, by name, wherever they stand. */
const named = {
  Agreement: domain.Agreement,
  Anchor: domain.Anchor,
  Batch: domain.Batch,
  Battery: domain.Battery,
  BatteryStatus: domain.BatteryStatus,
  BatteryStatusName: domain.BatteryStatusName,
  BatteryView: domain.BatteryView,
  Certificate: domain.Certificate,
  CertificateEvidence: domain.CertificateEvidence,
  Change: domain.Change,
  Claim: domain.Claim,
  ClaimEvidence: domain.ClaimEvidence,
  Cleared,
  Consortium: domain.Consortium,
  DeviceKey: domain.DeviceKey,
  Escrow: domain.Escrow,
  FactoryData: domain.FactoryData,
  FillLine,
  HistoryEntry: domain.HistoryEntry,
  Leag: domain.Leag,
  LearningAttestation: domain.Attestation,
  LearningClient: domain.Client,
  LearningTask: domain.LearningTask,
  Member: domain.Member,
  ModelVersion: domain.ModelVersion,
  Move: domain.Move,
  Order,
  Outcome,
  Party: domain.Party,
  Passport: domain.Passport,
  Proposal: domain.Proposal,
  PublicPoints: domain.PublicPoints,
  Ranking: domain.Ranking,
  Reputation: domain.Reputation,
  Role: domain.Role,
  Round: domain.Round,
  RoundContributions: domain.Contributions,
  RoundKeys: domain.RoundKeys,
  RuleParameters: domain.RuleParameters,
  RuleVersion: domain.RuleVersion,
  ScoreChange: domain.ScoreChange,
  Slot,
  SlotAttestation: domain.SlotAttestation,
  SlotCommittee: domain.SlotCommittee,
  StoredCondition: domain.StoredCondition,
  StoredLogisticsDetail: domain.StoredLogisticsDetail,
  StoredMaintenance: domain.StoredMaintenance,
  StoredReading,
  StoredRecycling: domain.StoredRecycling,
  StoredRunMode: domain.StoredRunMode,
  StoredUsage: domain.StoredUsage,
  Thresholds: domain.Thresholds,
  Trader: domain.Trader,
  Update: domain.Update,
  Validator: domain.Validator,
  Vote: domain.Vote,
};

/** Makes the names known to the conversion into JSON schema. Doing it again changes nothing. */
export function nameSchemas(): void {
  for (const [id, schema] of Object.entries(named)) {
    if (!z.globalRegistry.has(schema)) {
      z.globalRegistry.add(schema, { id });
    }
  }
}
