// SPDX-License-Identifier: Apache-2.0
import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Anchor, type OutputOf } from '@wattpass/chaincode/domain';
import { CurrentCaller, type Caller } from '../auth/caller.js';
import { ContractClient } from '../fabric/contract.client.js';
import { decodeCursor, pageAnswer, pageQuerySchema, type PageAnswer, type PageQuery } from '../http/cursor.js';
import { Lists, Reads } from '../http/ledger-operation.js';
import { anchorParams, twinParams, type AnchorParams, type TwinParams } from './twin-params.js';

/** The anchors of telemetry, which tell nothing of the samples, and the private records of use. */
@ApiTags('twin')
@Controller('batteries/:batteryId')
export class AnchorsController {
  constructor(private readonly contracts: ContractClient) {}

  @Get('anchors')
  @Lists('listAnchors', 'twin:anchors', Anchor)
  async list(
    @CurrentCaller() caller: Caller,
    @Param({ schema: twinParams }) { batteryId }: TwinParams,
    @Query({ schema: pageQuerySchema }) { limit, cursor }: PageQuery,
  ): Promise<PageAnswer<Anchor>> {
    const list = `anchors/${batteryId}`;
    const bookmark = decodeCursor(list, cursor);
    return pageAnswer(list, await this.contracts.evaluate(caller, 'twin:anchors', { batteryId, limit, bookmark }));
  }

  @Get('anchors/:chunk')
  @Reads('getAnchor', 'twin:anchor')
  get(
    @CurrentCaller() caller: Caller,
    @Param({ schema: anchorParams }) params: AnchorParams,
  ): Promise<OutputOf<'twin:anchor'>> {
    return this.contracts.evaluate(caller, 'twin:anchor', params);
  }

  @Get('usage-records')
  @Reads('getUsage', 'twin:usage')
  usage(
    @CurrentCaller() caller: Caller,
    @Param({ schema: twinParams }) params: TwinParams,
  ): Promise<OutputOf<'twin:usage'>> {
    return this.contracts.evaluate(caller, 'twin:usage', params);
  }
}
