// SPDX-License-Identifier: Apache-2.0
import type { Provider } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { pino } from 'pino';
import { z } from '@wattpass/chaincode/domain';
import { createApp } from './app.setup.js';
import { problemSchema } from './http/documents.js';
import { nameSchemas } from './http/named-schemas.js';
import { runtimeTokens } from './runtime.js';

const API_VERSION = '0.1.0';

type Schemas = NonNullable<NonNullable<OpenAPIObject['components']>['schemas']>;

/** The OpenAPI document of an application, from the schemas that its routes check with. */
export function openApiOf(app: NestFastifyApplication): OpenAPIObject {
  nameSchemas();
  const builder = new DocumentBuilder()
    .setTitle('wattpass gateway')
    .setDescription('The REST gateway of one organisation of the consortium. Problems follow RFC 9457.')
    .setVersion(API_VERSION)
    .setLicense('Apache-2.0', 'https://www.apache.org/licenses/LICENSE-2.0')
    .addBearerAuth({ type: 'http', scheme: 'bearer', description: 'An API key, wp_…' });
  const document = SwaggerModule.createDocument(app, builder.build(), { autoTagControllers: false });
  const problem = z.toJSONSchema(problemSchema, { target: 'openapi-3.0' });
  const schemas = { ...document.components?.schemas, Problem: problem } as Schemas;
  return { ...document, components: { ...document.components, schemas } };
}

/** The committed text of the document, made without any of the gateway's parts. */
export async function openApiText(): Promise<string> {
  const inert = { register: () => undefined }; // all that features ask of a part before the first request
  const absent: Provider[] = runtimeTokens.map((provide) => ({ provide, useValue: inert }));
  const app = await createApp(absent, pino({ level: 'silent' }));
  await app.init();
  const text = `${JSON.stringify(openApiOf(app), undefined, 2)}\n`;
  await app.close();
  return text;
}
