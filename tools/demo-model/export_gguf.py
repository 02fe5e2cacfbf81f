#!/usr/bin/env python3
"""Writes the trained model as GGUF: python3 export_gguf.py --dir build --out ../../models/demo.gguf [--type f16|q8_0]"""
import argparse
import os
import struct

import numpy as np
import torch

import tokenizer
from model import CONFIG

U32, F32, BOOL, STRING, ARRAY, I32 = 4, 6, 7, 8, 9, 5
ALIGN = 32
TENSOR_TYPE = {"f32": 0, "f16": 1, "q8_0": 8}
FILE_TYPE = {"f16": 1, "q8_0": 7}
NORMAL, CONTROL, USER_DEFINED = 1, 3, 4


def text(s):
    b = s.encode()
    return struct.pack("<Q", len(b)) + b


def field(key, kind, value, item=None):
    def one(kind, v):
        return text(v) if kind == STRING else struct.pack({U32: "<I", I32: "<i", F32: "<f", BOOL: "<?"}[kind], v)
    body = one(kind, value) if kind != ARRAY else struct.pack("<IQ", item, len(value)) + b"".join(one(item, v) for v in value)
    return text(key) + struct.pack("<I", kind) + body


def tensor_bytes(x, kind):
    if kind == "f32":
        return x.astype("<f4").tobytes()
    if kind == "f16":
        return x.astype("<f2").tobytes()
    blocks = x.reshape(-1, 32)  # q8_0: an f16 scale and 32 signed bytes
    scale = np.abs(blocks).max(1) / 127
    quants = np.round(blocks / np.where(scale == 0, 1, scale)[:, None]).astype(np.int8)
    return b"".join(s.tobytes() + q.tobytes() for s, q in zip(scale.astype("<f2"), quants))


def tensors(state):
    """llama.cpp's tensor names; the fused matrices are split."""
    yield "token_embd.weight", state["embed.weight"]
    yield "output_norm.weight", state["norm.weight"]
    for i in range(CONFIG["layers"]):
        get = lambda name: state[f"blocks.{i}.{name}.weight"]
        yield f"blk.{i}.attn_norm.weight", get("attn_norm")
        for name, part in zip("qkv", get("qkv").chunk(3)):
            yield f"blk.{i}.attn_{name}.weight", part
        yield f"blk.{i}.attn_output.weight", get("out")
        yield f"blk.{i}.ffn_norm.weight", get("ffn_norm")
        for name, part in zip(("gate", "up"), get("gate_up").chunk(2)):
            yield f"blk.{i}.ffn_{name}.weight", part
        yield f"blk.{i}.ffn_down.weight", get("down")


def main():
    a = argparse.ArgumentParser()
    a.add_argument("--dir", default="build")
    a.add_argument("--out", default="../../models/demo.gguf")
    a.add_argument("--type", choices=["f16", "q8_0"], default="f16")
    args = a.parse_args()
    bpe = tokenizer.Tokenizer.load(os.path.join(args.dir, "tokenizer.json"))
    here = os.path.dirname(os.path.abspath(__file__))
    template = open(os.path.join(here, "chat_template.jinja")).read().strip()
    kinds = [CONTROL] * len(tokenizer.CONTROL) + [USER_DEFINED] * len(tokenizer.ADDED)
    kinds += [NORMAL] * (len(bpe.tokens) - len(kinds))
    heads, c = CONFIG["heads"], CONFIG
    fields = [
        field("general.architecture", STRING, "llama"),
        field("general.name", STRING, "Gateway demo model"),
        field("general.description", STRING, "A tiny model trained from synthetic data, for trying the API without a real model"),
        field("general.file_type", U32, FILE_TYPE[args.type]),
        field("llama.context_length", U32, c["context"]),
        field("llama.embedding_length", U32, c["width"]),
        field("llama.block_count", U32, c["layers"]),
        field("llama.feed_forward_length", U32, c["hidden"]),
        field("llama.attention.head_count", U32, heads),
        field("llama.attention.head_count_kv", U32, heads),
        field("llama.attention.layer_norm_rms_epsilon", F32, c["eps"]),
        field("llama.rope.dimension_count", U32, c["width"] // heads),
        field("llama.rope.freq_base", F32, c["rope_base"]),
        field("llama.vocab_size", U32, c["vocab"]),
        field("tokenizer.ggml.model", STRING, "gpt2"),
        field("tokenizer.ggml.pre", STRING, "gpt-2"),
        field("tokenizer.ggml.tokens", ARRAY, bpe.tokens, STRING),
        field("tokenizer.ggml.token_type", ARRAY, kinds, I32),
        field("tokenizer.ggml.merges", ARRAY, [" ".join(m) for m in bpe.merges], STRING),
        field("tokenizer.ggml.add_bos_token", BOOL, False),
        field("tokenizer.chat_template", STRING, template),
    ]
    for key, token in [("bos", "<|endoftext|>"), ("eos", "<|im_end|>"), ("padding", "<|endoftext|>"), ("fim_pre", "<|fim_prefix|>"), ("fim_suf", "<|fim_suffix|>"), ("fim_mid", "<|fim_middle|>")]:
        fields.append(field(f"tokenizer.ggml.{key}_token_id", U32, bpe.ids[token]))
    infos, blobs, offset, count = b"", [], 0, 0
    for name, x in tensors(torch.load(os.path.join(args.dir, "model.pt"))):
        kind = args.type if x.dim() == 2 else "f32"
        blob = tensor_bytes(x.numpy(), kind)
        blob += b"\0" * (-len(blob) % ALIGN)
        infos += text(name) + struct.pack("<I", x.dim()) + b"".join(struct.pack("<Q", n) for n in reversed(x.shape)) + struct.pack("<IQ", TENSOR_TYPE[kind], offset)
        blobs.append(blob)
        offset, count = offset + len(blob), count + 1
    head = b"GGUF" + struct.pack("<IQQ", 3, count, len(fields)) + b"".join(fields) + infos
    with open(args.out, "wb") as f:
        f.write(head + b"\0" * (-len(head) % ALIGN))
        f.writelines(blobs)
    print(args.out, os.path.getsize(args.out), "bytes")


if __name__ == "__main__":
    main()
