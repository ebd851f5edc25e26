#pragma once

/// @file
/// Everything of rox: rhythm-game charts as values, in four file formats.

#include "rox/analysis.hpp"
#include "rox/chart.hpp"
#include "rox/codec.hpp"
#include "rox/error.hpp"
#include "rox/format.hpp"
#include "rox/hit_sound.hpp"
#include "rox/lint.hpp"
#include "rox/metadata.hpp"
#include "rox/note.hpp"
#include "rox/timing.hpp"
