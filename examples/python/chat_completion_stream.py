from openai import OpenAI

client = OpenAI(base_url="http://127.0.0.1:8080/v1", api_key="unused")

stream = client.chat.completions.create(
    model="demo",
    messages=[{"role": "user", "content": "Count to 10."}],
    reasoning_effort="none",
    stream=True,
)

for chunk in stream:
    if chunk.choices:
        print(chunk.choices[0].delta.content or "", end="", flush=True)
print()
