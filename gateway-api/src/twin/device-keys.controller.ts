// SPDX-License-Identifier: Apache-2.0
import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { transactions, type InputOf, type OutputOf } from '@wattpass/chaincode/domain';
import { CurrentCaller, type Caller } from '../auth/caller.js';
import { ContractClient } from '../fabric/contract.client.js';
import { answerOf, type Answer } from '../http/answer.js';
import { Reads, Submits } from '../http/ledger-operation.js';
import { twinParams, type TwinParams } from './twin-params.js';

const enrolSchema = transactions['twin:enrolDeviceKeys'].input;
const revokeSchema = transactions['twin:revokeDeviceKeys'].input;

/** The keys of batteries' management systems. */
@ApiTags('twin')
@Controller()
export class DeviceKeysController {
  constructor(private readonly contracts: ContractClient) {}

  @Post('device-keys')
  @Submits('enrolDeviceKeys', 'twin:enrolDeviceKeys')
  async enrol(
    @CurrentCaller() caller: Caller,
    @Body({ schema: enrolSchema }) body: InputOf<'twin:enrolDeviceKeys'>,
  ): Promise<Answer<'twin:enrolDeviceKeys'>> {
    return answerOf(await this.contracts.submit(caller, 'twin:enrolDeviceKeys', body));
  }

  @Post('device-keys/revocations')
  @Submits('revokeDeviceKeys', 'twin:revokeDeviceKeys')
  async revoke(
    @CurrentCaller() caller: Caller,
    @Body({ schema: revokeSchema }) body: InputOf<'twin:revokeDeviceKeys'>,
  ): Promise<Answer<'twin:revokeDeviceKeys'>> {
    return answerOf(await this.contracts.submit(caller, 'twin:revokeDeviceKeys', body));
  }

  @Get('batteries/:batteryId/device-keys')
  @Reads('listDeviceKeys', 'twin:deviceKeys')
  list(
    @CurrentCaller() caller: Caller,
    @Param({ schema: twinParams }) params: TwinParams,
  ): Promise<OutputOf<'twin:deviceKeys'>> {
    return this.contracts.evaluate(caller, 'twin:deviceKeys', params);
  }
}
