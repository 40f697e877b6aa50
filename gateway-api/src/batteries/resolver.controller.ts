// SPDX-License-Identifier: Apache-2.0
import { Controller, Get, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { batteryIdOf, Gtin, Serial, z } from '@wattpass/chaincode/domain';
import { ServiceCaller } from '../auth/service-caller.js';
import { ContractClient } from '../fabric/contract.client.js';
import { Operation } from '../http/operation.js';
import { publicBatteryOf, publicBatterySchema, type PublicBattery } from './public-battery.js';

const linkParams = z.strictObject({ gtin: Gtin, serial: Serial });

/** Resolves the GS1 Digital Link on a battery's label. */
@ApiTags('identifiers')
@Controller('01/:gtin/21/:serial')
export class ResolverController {
  constructor(
    private readonly contracts: ContractClient,
    private readonly service: ServiceCaller,
  ) {}

  @Get()
  @Operation({
    id: 'resolveLink',
    access: 'public',
    summary: 'What a battery shows to whoever scans its label',
    answer: publicBatterySchema,
  })
  async resolve(@Param({ schema: linkParams }) { gtin, serial }: z.output<typeof linkParams>): Promise<PublicBattery> {
    const caller = await this.service.get();
    return publicBatteryOf(
      await this.contracts.evaluate(caller, 'battery:get', { batteryId: batteryIdOf(gtin, serial) }),
    );
  }
}
