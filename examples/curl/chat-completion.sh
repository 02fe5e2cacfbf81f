curl http://127.0.0.1:8080/v1/chat/completions \
  --header 'content-type: application/json' \
  --data '{
    "model": "demo",
    "messages": [{ "role": "user", "content": "What is the capital of France?" }],
    "reasoning_effort": "none"
  }'
