// Writes src/api/schema.d.ts from the OpenAPI document of a running server: node tools/types.mjs http://127.0.0.1:8080
import {writeFile} from 'node:fs/promises';
import openapi, {astToString} from 'openapi-typescript';

const server = process.argv[2] ?? 'http://127.0.0.1:8080';
const types = await openapi(new URL('/api/v1/openapi.json', server));
await writeFile(new URL('../src/api/schema.d.ts', import.meta.url), '// Made by `npm run types` from /api/v1/openapi.json; do not edit.\n' + astToString(types));
