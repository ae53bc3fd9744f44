import { request } from 'node:https';
import { target } from './connection';

// One GET; prints status and body.
request(target(), (response) => {
  let body = '';
  response.on('data', (chunk) => (body += chunk));
  response.on('end', () => console.log(JSON.stringify({ status: response.statusCode, body })));
})
  .on('error', (error) => console.log(JSON.stringify({ status: 0, body: error.message })))
  .end();
