#pragma once
// Physical lines of running text -> one Passage, spaces gone, every byte still knowing its place.

#include <span>

#include "disclosure/disclosure.h"
#include "document/document.h"

namespace mingzhang {

// Lines are joined without a space, as Chinese is; a line end stays (as \n) where a paragraph ends: where the
// format says so; after 。 or ；, unless the line fills the measure and the next one hangs; before a numbered item; after a
// line much shorter than `full_width` (0: unknown).
Passage join_lines(std::span<const Text* const> lines, int full_width = 0);

// The width that nine tenths of the longer lines stay below, in half-width characters.
int full_width(std::span<const Text* const> lines);

// The part [begin, begin + length) of a passage, with its places.
Passage part_of(const Passage& passage, std::size_t begin, std::size_t length);

// "1、", "1．", "（一）", "一、" at the beginning: its length in bytes, 0 when there is none. `level`: 1 一、 2 （一） 3 1、 4 （1）.
std::size_t numbering_length(std::string_view text, int* level = nullptr);

}  // namespace mingzhang
