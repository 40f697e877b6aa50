// SPDX-License-Identifier: Apache-2.0

/** One round of the living days, as the ledger has it, and what it was worth. */
export interface LearningRound {
  readonly task: string;
  readonly round: number;
  /** `accepted`, `rejected` or `abandoned`. */
  readonly status: string;
  /** How many updates are in the aggregate. */
  readonly clients: number;
  readonly excluded: readonly { readonly clientId: string; readonly reason: string }[];
  /** The model's hash after the round: of the bytes that the own gateway gives, counted here. */
  readonly modelHash: string;
  /** The same, as the ledger has it. */
  readonly ledgerHash: string;
  /** The same, of the bytes that three of the vehicles have. */
  readonly clientHashes: readonly string[];
  /** Share of hours decided as the optimum does, by vehicles whose data are not in the round; null where there are none. */
  readonly accuracy: number | null;
}

/** What a day's decisions saved, over the stays that ended in it. */
export interface LearningSaving {
  /** UTC. */
  readonly day: string;
  /** Stays that ended. */
  readonly stays: number;
  readonly euro: number;
  readonly uncontrolledEuro: number;
  readonly optimumEuro: number;
  /** Of what perfect foresight saves against charging at once; null where that saves nothing. */
  readonly shareOfOptimumPercent: number | null;
}

/** What learning came to over some days. */
export interface LearningResult {
  readonly rounds: readonly LearningRound[];
  readonly saving: readonly LearningSaving[];
  /** Stays that ended with less energy than had to be and could be there. The shield keeps this at none. */
  readonly missedDepartures: number;
}
