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
import { warmUp } from './warm-up.js';

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
  /** The most seconds that each kind of call is made before it is measured. */
  readonly warmUp: number;
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
  load: Load,
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
    const measured = async (what: string, clients: number, work: () => Promise<unknown>): Promise<Measured<Rate>> => {
      const name = `${running.kind}, ${what}`;
      await warmUp(name, load.warmUp, clients, work);
      return cpu.during(() => rateOf(name, load.seconds, clients, work));
    };
    const { clients } = load;
    const sample = batteries.registration(1);
    await contract.submit('battery:register', sample.input);

    const submits = figure(
      await measured('submits', clients, () => contract.submit('battery:register', batteries.registration(1).input)),
    );
    const evaluates = figure(
      await measured('evaluates', clients, () => contract.evaluate('battery:get', { batteryId: sample.ids[0] })),
    );
    const { bare, through } = await takeTurns({ contract, gateway }, cpu, running.kind, load);
    const keys = (what: 'write' | 'check') => (): Promise<unknown> =>
      contract.blind(what, { prefix: randomUUID(), ...BLIND });
    const blind = await measured('blind writes', BLIND.inFlight, keys('write'));
    const checked = await measured('checked writes', BLIND.inFlight, keys('check'));
    const registrations = await measured('registrations', 2, () =>
      contract.submit('battery:register', batteries.registration(BATCH).input),
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
  ledger: string,
  load: Load,
): Promise<{ bare: Figure; through: Figure }> {
  const { seconds, clients } = load;
  const change = { kind: 'suspendMember' as const, mspId: 'StationMSP', reason: 'a measurement' };
  const bare = (): Promise<unknown> => contract.submit('consortium:propose', { key: randomUUID(), change });
  const through = (): Promise<unknown> => gateway.post('/api/v1/consortium/proposals', randomUUID(), { change });
  const [bareName, throughName] = [`${ledger}, bare client`, `${ledger}, gateway`];
  await warmUp(bareName, load.warmUp, clients, bare);
  await warmUp(throughName, load.warmUp, clients, through);
  const measured = { bare: [] as Measured<Rate>[], through: [] as Measured<Rate>[] };
  for (let turn = 0; turn < TURNS; turn += 1) {
    measured.bare.push(await cpu.during(() => rateOf(bareName, seconds, clients, bare)));
    measured.through.push(await cpu.during(() => rateOf(throughName, seconds, clients, through)));
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
