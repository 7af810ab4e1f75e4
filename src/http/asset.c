/* SPDX-License-Identifier: EUPL-1.2 */
#include "http/asset.h"

const char ASSET_ROUTE[] = "/assets/{name}";

const Asset *asset_at(Text path)
{
    for (size_t i = 0; i < ASSET_COUNT; i++) {
        if (text_equal(ASSETS[i].path, path)) {
            return &ASSETS[i];
        }
    }
    return NULL;
}

Text asset_path(const char *name)
{
    for (size_t i = 0; i < ASSET_COUNT; i++) {
        if (text_equal(ASSETS[i].name, text_from(name))) {
            return ASSETS[i].path;
        }
    }
    return TEXT("");
}
