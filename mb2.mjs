import { parseJsonBody } from './dist/apps/gateway/src/http/json-body.js';
import { scanJson } from './dist/apps/gateway/src/http/json-scan.js';
import { countMembers } from './dist/apps/gateway/src/http/json-members.js';
import sjp from 'secure-json-parse';
import { isUtf8 } from 'node:buffer';
import { translateChatCompletion } from './dist/libs/openai/src/index.js';

const SYSTEM={role:'system',content:'You are a helpful assistant.'};
const small=Buffer.from(JSON.stringify({model:'plain',messages:[SYSTEM,{role:'user',content:'What is the capital of France?'}],stream:false}));
const big=Buffer.from(JSON.stringify({model:'plain',messages:Array.from({ length: 100 }, (_, turn) => ({ role: turn % 2 === 0 ? 'user' : 'assistant', content: `Turn ${turn}: ${'some words of it, '.repeat(31)}` })),stream:false}));
const settings={findProfile:(m)=>({nativeModel:m}),unknownFields:'warn',maxChoices:8,completions:'raw',tokenizer:'cl100k_base',decodeTokens(){},answerRetries:1,unsupportedReasoning:'ignore',reasoningField:'reasoning_content',responses:{unavailableTools:'refuse'},logitBias:false};
const stamp={id:'chatcmpl-1',created:1,newToolCallId:()=>'call_1'};
function bench(name,f,n){ for(let i=0;i<n/5;i++)f(); let best=1e9; for(let r=0;r<7;r++){const t=process.hrtime.bigint(); for(let i=0;i<n;i++)f(); best=Math.min(best,Number(process.hrtime.bigint()-t)/n/1000);} console.log(name.padEnd(30),best.toFixed(2),'µs'); }
for (const [k,b,n] of [['small',small,20000],['big',big,1000]]) { const text=b.toString(); const v=JSON.parse(text);
 bench(k+' parseJsonBody',()=>parseJsonBody(b),n); bench(k+' isUtf8',()=>isUtf8(b),n); bench(k+' toString',()=>b.toString(),n); bench(k+' JSON.parse',()=>JSON.parse(text),n); bench(k+' secureParse',()=>sjp.parse(text),n); bench(k+' scanJson',()=>scanJson(b,128),n); bench(k+' countMembers',()=>countMembers(v),n);
 bench(k+' translate',()=>translateChatCompletion(v,stamp,settings),n);
 const t=translateChatCompletion(v,stamp,settings); bench(k+' stringify native',()=>JSON.stringify(t.nativeRequests[0]),n);
 if(k==='small'){ const ans=JSON.parse(JSON.stringify({model:'plain',created_at:'x',message:{role:'assistant',content:' token'.repeat(20)},done:true,done_reason:'stop',total_duration:1e9,prompt_eval_count:9,eval_count:500})); bench('toBody+stringify',()=>JSON.stringify(translateChatCompletion(v,stamp,settings).toBody([ans])),n); }
}
