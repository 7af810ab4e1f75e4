/* SPDX-License-Identifier: EUPL-1.2 */
#include "seuil.h"

int main(int argument_count, char **arguments)
{
    return cli_main(argument_count, arguments, &SEUIL_COMMANDS);
}
