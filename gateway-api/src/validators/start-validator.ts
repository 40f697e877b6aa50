// SPDX-License-Identifier: Apache-2.0
import type { Logger } from 'pino';
import { ServiceCaller } from '../auth/service-caller.js';
import type { GatewayConfig } from '../config/options.js';
import { ContractClient } from '../fabric/contract.client.js';
import type { Runtime } from '../runtime.js';
import { CheckpointFile } from './checkpoint-file.js';
import { DailyRanking } from './daily-ranking.js';
import { OwnValidator } from './own-validator.js';
import { payoutAddress } from './payout-key.js';
import { SlotDuty } from './slot-duty.js';
import { ValidatorService } from './validator.service.js';

/** Starts the organisation's validator over a gateway's parts, unless the options switch it off. Gives the way to end it. */
export function startValidator(runtime: Runtime, config: GatewayConfig, gatewayLog: Logger): () => Promise<void> {
  if (config.validator === 'off') {
    return () => Promise.resolve();
  }
  const { ledger, accounts, accountService } = runtime;
  const logger = gatewayLog.child({ part: 'validator' });
  const contracts = new ContractClient(ledger, accounts);
  const delegate = new ServiceCaller(accounts);
  const service = new ValidatorService({
    ledger,
    contracts,
    accounts,
    delegate,
    own: new OwnValidator({
      organisation: config.organisation,
      accounts,
      accountService,
      contracts,
      delegate,
      payTo: () => payoutAddress(config.stateDir),
      logger,
    }),
    ranking: new DailyRanking(contracts, logger),
    duty: new SlotDuty(contracts, accounts.mspId, logger),
    checkpoint: new CheckpointFile(config.stateDir),
    logger,
  });
  service.start();
  return () => service.stop();
}
