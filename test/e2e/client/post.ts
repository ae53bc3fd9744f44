import { request } from 'node:https';
import { target } from './connection';

// One POST of a status, whose text is the first word; prints status and body.
const { words, ...to } = target();
const body = JSON.stringify({ status: words[0] });
const headers = { ...to.headers, 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
request({ ...to, method: 'POST', headers }, (response) => {
  let answer = '';
  response.on('data', (chunk) => (answer += chunk));
  response.on('end', () => console.log(JSON.stringify({ status: response.statusCode, body: answer })));
})
  .on('error', (error) => console.log(JSON.stringify({ status: 0, body: error.message })))
  .end(body);
