// SPDX-License-Identifier: Apache-2.0
import { randomUUID } from 'node:crypto';
import { organisations } from '@wattpass/launch';
import { BatteryMaker } from './battery-maker.js';
import { cpuMeter, type Measured } from './cpu-meter.js';
import { enrolledContract, type EnrolledContract } from './enrolled-contract.js';
import { startGatewayProcess, type GatewayProcess } from './gateway-process.js';
import type { MeasuredLedger } from './measured-ledger.js';
import { figure, keysOf, round, together, type Figure, type KeyFigure } from './figure.js';
import { rateOf, type Rate } from './rate.js';

/** Batteries that one batched transaction registers; each is two keys (the record and its status). */
const BATCH = 250;
const KEYS_PER_BATTERY = 2;
/** Keys of one blind transaction, the bytes of each value, and transactions in flight. */
const BLIND = { keys: 500, size: 200, inFlight: 4 };
/** Turns of the bare client and the gateway, so that what else the machine does meets both. */
const TURNS = 3;

/** How long and how hard. */
export interface Load {
  readonly seconds: number;
  readonly clients: number;
}

/** What one ledger does. */
export interface LedgerFigures {
  readonly readySeconds: number;
  /** From the start until the first transaction was committed: a client was enrolled, and chaincodes were started. */
  readonly firstTransactionSeconds: number;
  /** `battery:register` of one battery, endorsed by a majority of six. */
  readonly submits: Figure;
  readonly evaluates: Figure;
  /** One and the same transaction, `consortium:propose`, by the bare client and through a gateway's REST interface. */
  readonly bare: Figure;
  readonly gateway: Figure & {
    readonly ratioToBare: number;
    /** The same from CPU time alone, which a machine that has other work to do does not distort. */
    readonly ratioToBareByCpu: number | undefined;
  };
  readonly blindWrites: KeyFigure;
  /** Each key is read first. */
  readonly checkedWrites: KeyFigure;
  /** `battery:register` of 250 batteries at a time, by the application's contract. */
  readonly registrations: KeyFigure;
}

/** Measures a ledger that has just started. */
export async function measureLedger(
  { running, begun, readySeconds }: MeasuredLedger,
  folder: string,
  { seconds, clients }: Load,
): Promise<LedgerFigures> {
  const contract = await enrolledContract(running);
  await foundConsortium(contract);
  const firstTransactionSeconds = round((performance.now() - begun) / 1000);
  process.stderr.write(`${running.kind}: first transaction after ${firstTransactionSeconds.toFixed(2)} s\n`);
  const gateway = await startGatewayProcess(running, folder);
  try {
    const families = { [running.kind === 'fabric' ? 'chaincode' : 'devpeer']: running.pids };
    const cpu = cpuMeter({ ...families, gateway: [gateway.pid] });
    const batteries = new BatteryMaker();
    const name = (what: string): string => `${running.kind}, ${what}`;
    const single = (): Promise<unknown> => contract.submit('battery:register', batteries.registration(1).input);
    const sample = batteries.registration(1);
    await contract.submit('battery:register', sample.input);
    await rateOf(name('warming up'), Math.min(seconds, 3), clients, single);

    const submits = figure(await cpu.during(() => rateOf(name('submits'), seconds, clients, single)));
    const evaluate = (): Promise<unknown> => contract.evaluate('battery:get', { batteryId: sample.ids[0] });
    const evaluates = figure(await cpu.during(() => rateOf(name('evaluates'), seconds, clients, evaluate)));
    const { bare, through } = await takeTurns({ contract, gateway }, cpu, name, { seconds, clients });
    const keys = (what: 'write' | 'check') => (): Promise<unknown> =>
      contract.blind(what, { prefix: randomUUID(), ...BLIND });
    const blind = await cpu.during(() => rateOf(name('blind writes'), seconds, BLIND.inFlight, keys('write')));
    const checked = await cpu.during(() => rateOf(name('checked writes'), seconds, BLIND.inFlight, keys('check')));
    const registrations = await cpu.during(() =>
      rateOf(name('registrations'), seconds, 2, () =>
        contract.submit('battery:register', batteries.registration(BATCH).input),
      ),
    );
    return {
      readySeconds: round(readySeconds),
      firstTransactionSeconds,
      submits,
      evaluates,
      bare,
      gateway: {
        ...through,
        ratioToBare: round(through.perSecond / bare.perSecond),
        ratioToBareByCpu:
          bare.cpuMillisPerCall && through.cpuMillisPerCall
            ? round(bare.cpuMillisPerCall.all / through.cpuMillisPerCall.all)
            : undefined,
      },
      blindWrites: keysOf(blind, BLIND.keys),
      checkedWrites: keysOf(checked, BLIND.keys),
      registrations: keysOf(registrations, BATCH * KEYS_PER_BATTERY),
    };
  } finally {
    contract.close();
    await gateway.stop();
  }
}

/** The bare client and the gateway by turns, on the same network. */
async function takeTurns(
  { contract, gateway }: { contract: EnrolledContract; gateway: GatewayProcess },
  cpu: ReturnType<typeof cpuMeter>,
  name: (what: string) => string,
  { seconds, clients }: Load,
): Promise<{ bare: Figure; through: Figure }> {
  const change = { kind: 'suspendMember' as const, mspId: 'StationMSP', reason: 'a measurement' };
  const bare = (): Promise<unknown> => contract.submit('consortium:propose', { key: randomUUID(), change });
  const through = (): Promise<unknown> => gateway.post('/api/v1/consortium/proposals', randomUUID(), { change });
  const measured = { bare: [] as Measured<Rate>[], through: [] as Measured<Rate>[] };
  await rateOf(name('warming up the gateway'), Math.min(seconds, 3), clients, through);
  for (let turn = 0; turn < TURNS; turn += 1) {
    measured.bare.push(await cpu.during(() => rateOf(name('bare client'), seconds, clients, bare)));
    measured.through.push(await cpu.during(() => rateOf(name('gateway'), seconds, clients, through)));
  }
  return { bare: figure(together(measured.bare)), through: figure(together(measured.through)) };
}

/** Founds a consortium of five, without which the application's contracts refuse everything. */
export async function foundConsortium(contract: EnrolledContract): Promise<void> {
  await contract.submit('consortium:found', {
    name: 'benchmark',
    members: organisations
      .filter(({ name }) => name !== 'recycler') // a recycler is admitted, never a founder
      .map(({ name, mspId, roles }) => ({ mspId, name, roles: [...roles] })),
  });
}
