// SPDX-License-Identifier: Apache-2.0
import { Controller, Get, Header } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Operation } from '../http/operation.js';
import { AccountStore } from '../auth/account.store.js';
import { apiDocumentText, apiPage, type ApiDocument } from './api-document.js';

/** For people: what this address is, and what can be asked of it. */
@ApiExcludeController()
@Controller()
export class PagesController {
  constructor(private readonly accounts: AccountStore) {}

  @Get()
  @Operation({ id: 'apiPage', access: 'public' })
  @Header('Content-Type', 'text/html; charset=utf-8')
  @Header('Content-Security-Policy', "default-src 'none'; style-src 'unsafe-inline'")
  index(): string {
    return apiPage(JSON.parse(apiDocumentText()) as ApiDocument, this.accounts.mspId);
  }

  @Get('openapi.json')
  @Operation({ id: 'openApi', access: 'public' })
  @Header('Content-Type', 'application/json; charset=utf-8')
  document(): string {
    return apiDocumentText();
  }
}
