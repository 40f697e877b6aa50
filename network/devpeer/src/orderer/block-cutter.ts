// SPDX-License-Identifier: Apache-2.0

/** When a batch of transactions becomes a block. */
export interface BatchSize {
  readonly maxMessageCount: number;
  /** A batch is not made larger than this, but for a single message that is. */
  readonly preferredMaxBytes: number;
}

/** Collects ordered envelopes into batches by Fabric's rules. */
export class BlockCutter {
  private pending: Uint8Array[] = [];
  private pendingBytes = 0;

  constructor(private readonly size: BatchSize) {}

  /** Whether envelopes wait for a batch to be full or cut. */
  get hasPending(): boolean {
    return this.pending.length > 0;
  }

  /** Takes an envelope and gives the batches that are full now. */
  add(envelope: Uint8Array): Uint8Array[][] {
    const batches: Uint8Array[][] = [];
    if (envelope.length > this.size.preferredMaxBytes) {
      if (this.hasPending) batches.push(this.cut());
      batches.push([envelope]);
      return batches;
    }
    if (this.hasPending && this.pendingBytes + envelope.length > this.size.preferredMaxBytes) batches.push(this.cut());
    this.pending.push(envelope);
    this.pendingBytes += envelope.length;
    if (this.pending.length >= this.size.maxMessageCount) batches.push(this.cut());
    return batches;
  }

  /** Ends the batch under way. */
  cut(): Uint8Array[] {
    const batch = this.pending;
    this.pending = [];
    this.pendingBytes = 0;
    return batch;
  }
}
