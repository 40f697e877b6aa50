// SPDX-License-Identifier: Apache-2.0
import { randomBytes } from 'node:crypto';
import { Contract, type Context } from 'fabric-contract-api';
import shim from 'fabric-shim';

type Iterator = Awaited<ReturnType<Context['stub']['getStateByRange']>>;

/** Gives tests the stub's functions one by one, without any rules of its own. */
export class ProbeContract extends Contract {
  constructor() {
    super('probe');
  }

  async put(ctx: Context, key: string, value: string): Promise<string> {
    await ctx.stub.putState(key, Buffer.from(value));
    return key;
  }

  async putMany(ctx: Context, prefix: string, count: string): Promise<string> {
    for (let i = 0; i < Number(count); i += 1) {
      await ctx.stub.putState(`${prefix}${String(i).padStart(6, '0')}`, Buffer.from(String(i)));
    }
    return count;
  }

  async get(ctx: Context, key: string): Promise<string> {
    return Buffer.from(await ctx.stub.getState(key)).toString();
  }

  async delete(ctx: Context, key: string): Promise<void> {
    await ctx.stub.deleteState(key);
  }

  /** Reads a key and writes it again with `suffix`; answers with what it read after the write. */
  async append(ctx: Context, key: string, suffix: string): Promise<string> {
    const before = Buffer.from(await ctx.stub.getState(key)).toString();
    await ctx.stub.putState(key, Buffer.from(before + suffix));
    return Buffer.from(await ctx.stub.getState(key)).toString();
  }

  async range(ctx: Context, start: string, end: string): Promise<string> {
    return JSON.stringify(await collect(await ctx.stub.getStateByRange(start, end)));
  }

  /** Counts a range and writes the number under a key. */
  async countInto(ctx: Context, start: string, end: string, key: string): Promise<string> {
    const entries = await collect(await ctx.stub.getStateByRange(start, end));
    await ctx.stub.putState(key, Buffer.from(String(entries.length)));
    return String(entries.length);
  }

  async page(ctx: Context, start: string, end: string, size: string, bookmark: string): Promise<string> {
    const { iterator, metadata } = await ctx.stub.getStateByRangeWithPagination(start, end, Number(size), bookmark);
    return JSON.stringify({ entries: await collect(iterator), ...metadata });
  }

  async pageThenPut(ctx: Context, start: string, end: string, key: string): Promise<void> {
    const { iterator } = await ctx.stub.getStateByRangeWithPagination(start, end, 2, '');
    await collect(iterator);
    await ctx.stub.putState(key, Buffer.from('late'));
  }

  async history(ctx: Context, key: string): Promise<string> {
    const iterator = await ctx.stub.getHistoryForKey(key);
    const entries: object[] = [];
    for (let result = await iterator.next(); !result.done; result = await iterator.next()) {
      const { txId, isDelete, value, timestamp } = result.value;
      entries.push({ txId, isDelete, value: Buffer.from(value).toString(), seconds: Number(timestamp.seconds) });
    }
    await iterator.close();
    return JSON.stringify(entries);
  }

  async putComposite(ctx: Context, type: string, attributes: string, value: string): Promise<void> {
    const key = ctx.stub.createCompositeKey(type, JSON.parse(attributes) as string[]);
    await ctx.stub.putState(key, Buffer.from(value));
  }

  async rangeComposite(ctx: Context, type: string, attributes: string): Promise<string> {
    const iterator = await ctx.stub.getStateByPartialCompositeKey(type, JSON.parse(attributes) as string[]);
    const entries = await collect(iterator);
    return JSON.stringify(entries.map(([key, value]) => [ctx.stub.splitCompositeKey(key).attributes, value]));
  }

  async putPrivate(ctx: Context, collection: string, key: string): Promise<string> {
    const value = ctx.stub.getTransient().get('value') ?? new Uint8Array(0);
    await ctx.stub.putPrivateData(collection, key, Buffer.from(value));
    return key;
  }

  async getPrivate(ctx: Context, collection: string, key: string): Promise<string> {
    return Buffer.from(await ctx.stub.getPrivateData(collection, key)).toString();
  }

  async getPrivateHash(ctx: Context, collection: string, key: string): Promise<string> {
    return Buffer.from(await ctx.stub.getPrivateDataHash(collection, key)).toString('hex');
  }

  async deletePrivate(ctx: Context, collection: string, key: string): Promise<void> {
    await ctx.stub.deletePrivateData(collection, key);
  }

  async purgePrivate(ctx: Context, collection: string, key: string): Promise<void> {
    await ctx.stub.purgePrivateData(collection, key);
  }

  async rangePrivate(ctx: Context, collection: string, start: string, end: string): Promise<string> {
    const entries: [string, string][] = [];
    for await (const { key, value } of ctx.stub.getPrivateDataByRange(collection, start, end)) {
      entries.push([key, Buffer.from(value).toString()]);
    }
    return JSON.stringify(entries);
  }

  /** Writes public and private state in one transaction. */
  async putBoth(ctx: Context, collection: string, key: string): Promise<void> {
    const value = ctx.stub.getTransient().get('value') ?? new Uint8Array(0);
    await ctx.stub.putPrivateData(collection, key, value);
    await ctx.stub.putState(key, Buffer.from('public'));
  }

  /** Lets only peers of `mspId` endorse later changes of a key. */
  async restrict(ctx: Context, key: string, mspId: string): Promise<void> {
    const policy = new shim.KeyEndorsementPolicy();
    policy.addOrgs('PEER', mspId);
    await ctx.stub.setStateValidationParameter(key, policy.getPolicy());
  }

  async emit(ctx: Context, name: string, payload: string): Promise<string> {
    await ctx.stub.putState(`event-${ctx.stub.getTxID()}`, Buffer.from(payload));
    ctx.stub.setEvent(name, Buffer.from(payload));
    return ctx.stub.getTxID();
  }

  /** Not deterministic: every execution writes something else. */
  async random(ctx: Context, key: string): Promise<void> {
    await ctx.stub.putState(key, randomBytes(8));
  }

  async fail(_ctx: Context, message: string): Promise<void> {
    await Promise.reject(new Error(message));
  }

  async wait(_ctx: Context, milliseconds: string): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, Number(milliseconds)));
  }

  async crash(): Promise<void> {
    await Promise.resolve();
    process.exit(3);
  }

  async call(ctx: Context, chaincode: string, args: string): Promise<string> {
    const response = await ctx.stub.invokeChaincode(chaincode, JSON.parse(args) as string[], '');
    return `${response.status} ${Buffer.from(response.payload as Uint8Array).toString()}${response.message}`;
  }

  async whoami(ctx: Context): Promise<string> {
    await Promise.resolve();
    const caller = { id: ctx.clientIdentity.getID(), mspId: ctx.clientIdentity.getMSPID() };
    return JSON.stringify({ ...caller, peer: ctx.stub.getMspID() });
  }
}

async function collect(iterator: Iterator): Promise<[string, string][]> {
  const entries: [string, string][] = [];
  for (let result = await iterator.next(); !result.done; result = await iterator.next()) {
    entries.push([result.value.key, Buffer.from(result.value.value).toString()]);
  }
  await iterator.close();
  return entries;
}

export const contracts = [ProbeContract];
