// SPDX-License-Identifier: Apache-2.0

/** A price level of what a LEAG's own clearing left: value in micro per kWh before fees, quantity in Wh. */
export interface OpenLevel {
  readonly value: number;
  readonly quantity: number;
}

/** A LEAG in regional clearing. Every level's value lies in [floor + seller's fee, ceiling - buyer's fee] of its own slot. */
export interface RegionNode {
  readonly id: string;
  /** Micro per kWh. */
  readonly floor: number;
  /** Micro per kWh. */
  readonly ceiling: number;
  /** What sellers still offer, cheapest first. */
  readonly asks: readonly OpenLevel[];
  /** What buyers still want, dearest first. */
  readonly bids: readonly OpenLevel[];
}

/** A line between two LEAGs, usable both ways. */
export interface RegionLine {
  readonly id: string;
  /** Index of one end in {@link Region.nodes}. */
  readonly from: number;
  /** Index of the other end. */
  readonly to: number;
  /** Wh it can carry per slot in its own direction. */
  readonly capacity: number;
  /** Wh it can carry per slot against it. */
  readonly reverseCapacity: number;
  /** What its owner takes, micro per kWh, not negative. */
  readonly fee: number;
}

/** All LEAGs that trade with each other in a slot, nodes and lines sorted by id. */
export interface Region {
  readonly nodes: readonly RegionNode[];
  readonly lines: readonly RegionLine[];
}

/** What regional clearing decides for one LEAG. */
export interface NodeResult {
  /** Wh sold of each ask level. */
  readonly sold: readonly number[];
  /** Wh bought of each bid level. */
  readonly bought: readonly number[];
  /** The dual price that proves the result optimal, micro per kWh; outside [floor, ceiling] where energy passes by. */
  readonly potential: number;
  /** What the LEAG's own orders trade at, micro per kWh before fees: the potential, kept inside [floor, ceiling]. */
  readonly price: number;
}

/** What a line carries, Wh in its own direction and against it; at most one of both is above 0 when the fee is. */
export interface LineResult {
  readonly forward: number;
  readonly reverse: number;
}

/** The result of regional clearing, nodes and lines as in the {@link Region}. */
export interface RegionResult {
  /** Wh that change hands. */
  readonly volume: number;
  readonly nodes: readonly NodeResult[];
  readonly lines: readonly LineResult[];
}
