// Programs that load the WebAssembly themselves, and those that do without it: the same names and types as everywhere.

import * as main from 'tracehop';
import * as translated from 'tracehop/js';
import * as translatedTraceparent from 'tracehop/js/traceparent';
import * as translatedTracestate from 'tracehop/js/tracestate';
import * as slim from 'tracehop/slim';
import { init, traceFetch, type FetchOptions, type InitSource, type TraceContext } from 'tracehop/slim';
import * as traceparent from 'tracehop/traceparent';
import * as tracestate from 'tracehop/tracestate';
import { equals, type Same } from './same.js';

/** A module's values, without the module's own identity. */
type Names<Module> = { [Name in keyof Module]: Module[Name] };

equals<Same<Names<typeof translated>, Names<typeof main>>>(true);
equals<Same<typeof translatedTraceparent, typeof traceparent>>(true);
equals<Same<typeof translatedTracestate, typeof tracestate>>(true);
equals<Same<Omit<typeof slim, 'init'>, Names<typeof main>>>(true);
equals<Same<ReturnType<typeof init>, Promise<void>>>(true);

await init();
await init('/assets/tracehop.wasm');
await init(new URL('https://cdn.example/tracehop.wasm'));
await init(fetch('/assets/tracehop.wasm'));
await init(await fetch('/assets/tracehop.wasm'));
await init(new Uint8Array(8));
await init(new ArrayBuffer(8));
await init(new WebAssembly.Module(new Uint8Array(8)));

export const source: InitSource = new Request('https://cdn.example/tracehop.wasm');
export const options: FetchOptions = { context: (): TraceContext | undefined => slim.getTraceContext() };
export const traced: typeof fetch = traceFetch(options);

// @ts-expect-error A number is no source.
await init(1);
