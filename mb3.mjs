import { NdjsonDecoder } from './dist/libs/ollama/src/ndjson/ndjson-decoder.js';
import { isUtf8 } from 'node:buffer';
const line=(c)=>JSON.stringify({model:'demo',created_at:'2026-11-24T00:07:01.645615315Z',message:{role:'assistant',content:c},done:false})+'\n';
const N=Number(process.argv[2]??500);
const buf=Buffer.from(Array.from({length:N},(_,i)=>line(' token'+(i%7))).join(''));
// as undici gives: one part per chunk
const parts=[]; { let s=0; for(let e=buf.indexOf(10);e!==-1;e=buf.indexOf(10,s)){parts.push(buf.subarray(s,e+1)); s=e+1;} }
function bench(name,f,n){ for(let i=0;i<n/4;i++)f(); let best=1e9; for(let r=0;r<7;r++){const t=process.hrtime.bigint(); for(let i=0;i<n;i++)f(); best=Math.min(best,Number(process.hrtime.bigint()-t)/n);} console.log(name.padEnd(40),(best/N).toFixed(0),'ns/line'); }
const n=Math.ceil(200000/N);
bench('decoder, one buffer',()=>{const d=new NdjsonDecoder(1e6); const l=[]; d.decode(buf,l); return l;},n);
bench('decoder, parts',()=>{const d=new NdjsonDecoder(1e6); const l=[]; for(const p of parts) d.decode(p,l); return l;},n);
const dec=new TextDecoder('utf-8',{fatal:true});
bench('batch replaceAll JSON.parse',()=>{ const b=buf; if(!isUtf8(b)) throw 1; const t=b.utf8Slice(0,b.length-1); return JSON.parse('['+t.replaceAll('\n',',')+']');},n);
bench('split + JSON.parse',()=>{ const t=buf.utf8Slice(0,buf.length-1); return t.split('\n').map(JSON.parse);},n);
bench('concat parts+batch',()=>{ const b=Buffer.concat(parts); const t=b.utf8Slice(0,b.length-1); return JSON.parse('['+t.replaceAll('\n',',')+']');},n);
bench('latin1 parts join+batch',()=>{ let t='['; for(const p of parts) t+=p.utf8Slice(0,p.length-1)+','; return JSON.parse(t.slice(0,-1)+']');},n);
const rx=/^\{"model":"[^"\\]*","created_at":"[^"\\]*","message":\{"role":"assistant","content":("(?:[^"\\]|\\.)*")\},"done":false\}$/;
bench('split + regex',()=>{ const t=buf.utf8Slice(0,buf.length-1); let c=0; for(const l of t.split('\n')) { const m=rx.exec(l); c+=m[1].length; } return c;},n);
const T='[ !#-[\\]-\\uffff]*';
const r2=new RegExp(`^\\{"model":"(${T})","created_at":"(${T})","message":\\{"role":"assistant","content":"(${T}(?:\\\\.${T})*)"\\},"done":false\\}$`);
bench('utf8Slice per line + regex2 + object',()=>{ const l=[]; for(const p of parts){ const t=p.utf8Slice(0,p.length-1); const m=r2.exec(t); let c=m[3]; if(c.includes('\\')) c=JSON.parse('"'+c+'"'); l.push({model:m[1],created_at:m[2],message:{role:'assistant',content:c},done:false}); } return l; },n);
const r3=new RegExp(`^\\{"model":"${T}","created_at":"${T}","message":\\{"role":"assistant","content":"(${T}(?:\\\\.${T})*)"\\},"done":false\\}$`);
bench('same, one capture',()=>{ const l=[]; for(const p of parts){ const t=p.utf8Slice(0,p.length-1); const m=r3.exec(t); let c=m[1]; if(c.includes('\\')) c=JSON.parse('"'+c+'"'); l.push({model:'x',created_at:'y',message:{role:'assistant',content:c},done:false}); } return l; },n);
bench('utf8Slice only',()=>{ let l=0; for(const p of parts){ const t=p.utf8Slice(0,p.length-1); l+=t.length; } return l; },n);
