/* SPDX-License-Identifier: EUPL-1.2 */
#include "casework/form_files.h"

#include "casework/forms_file.h"

size_t form_files(FormFile files[FORM_FILES_MOST])
{
    size_t count = 0;
    files[count++] = (FormFile){"data/casework/forms/health-relay-1.yaml", FORM_HEALTH_RELAY_1};
    files[count++] = (FormFile){"data/casework/forms/situation-1.yaml", FORM_SITUATION_1};
    return count;
}
