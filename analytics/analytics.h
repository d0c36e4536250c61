/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The public header of the growth engine: one include for whoever uses the library. Each subject has
 * a header of its own beside this one; every name begins with an_.
 */
#ifndef ANALYTICS_H
#define ANALYTICS_H

#include "agreement.h"
#include "correction.h"
#include "effect.h"
#include "enough.h"
#include "flags.h"
#include "growth.h"
#include "histogram.h"
#include "linkage.h"
#include "plan.h"
#include "simple.h"
#include "status.h"

#endif
