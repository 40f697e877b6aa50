// SPDX-License-Identifier: Apache-2.0
import * as domain from '@wattpass/chaincode/domain';

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
  Cleared: domain.Cleared,
  Consortium: domain.Consortium,
  DeviceKey: domain.DeviceKey,
  Escrow: domain.Escrow,
  FactoryData: domain.FactoryData,
  FillLine: domain.FillLine,
  HistoryEntry: domain.HistoryEntry,
  Leag: domain.Leag,
  LearningAttestation: domain.Attestation,
  LearningClient: domain.Client,
  LearningTask: domain.LearningTask,
  Member: domain.Member,
  ModelVersion: domain.ModelVersion,
  Move: domain.Move,
  Order: domain.Order,
  Outcome: domain.Outcome,
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
  Slot: domain.Slot,
  SlotAttestation: domain.SlotAttestation,
  SlotCommittee: domain.SlotCommittee,
  StoredCondition: domain.StoredCondition,
  StoredLogisticsDetail: domain.StoredLogisticsDetail,
  StoredMaintenance: domain.StoredMaintenance,
  StoredReading: domain.StoredReading,
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
