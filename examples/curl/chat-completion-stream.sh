curl --no-buffer http://127.0.0.1:8080/v1/chat/completions \
  --header 'content-type: application/json' \
  --data '{
    "model": "demo",
    "messages": [{ "role": "user", "content": "Count to 10." }],
    "reasoning_effort": "none",
    "stream": true
  }'
